"""The baseline of our producer: a Python producer as a course project writes it, at full speed.

Each order is made with Faker and random, turned into text with json.dumps and given to confluent-kafka (librdkafka) with a
delivery callback and poll(0), one after the other, acks=all and idempotent. Prints one line of JSON.
"""

import json
import random
import sys
import time
from datetime import timezone

from confluent_kafka import Producer
from faker import Faker

ITEMS = [
    ("yogurt", "dairy", 3.20),
    ("potatoes", "vegetables", 2.10),
    ("apples", "fruit", 2.80),
    ("bananas", "fruit", 3.10),
    ("carrots", "vegetables", 2.40),
    ("cheese", "dairy", 8.50),
    ("bread", "bakery", 4.20),
    ("rice", "grains", 5.90),
    ("pasta", "grains", 6.20),
    ("eggs", "dairy", 7.30),
]
CITIES = ["Warszawa", "Kraków", "Gdańsk", "Wrocław", "Poznań", "Łódź", "Katowice", "Lublin"]

bootstrap_servers, topic, events, locale = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
fake = Faker(locale)
delivered = 0


def make_order():
    item, category, base_price = random.choice(ITEMS)
    quantity = random.randint(1, 20)
    unit_price = round(base_price * random.uniform(0.85, 1.20), 2)
    discount = random.choice([0, 0, 0, 5, 10, 15])
    bought = fake.date_time_between(start_date="-28d", end_date="now", tzinfo=timezone.utc)
    return {
        "order_id": fake.uuid4(),
        "user": fake.user_name(),
        "item": item,
        "category": category,
        "quantity": quantity,
        "unit_price": unit_price,
        "discount_pct": discount,
        "total_amount": round(quantity * unit_price * (1 - discount / 100), 2),
        "payment_method": random.choice(["card", "blik", "cash", "mobile_wallet"]),
        "sales_channel": random.choice(["store", "online", "pickup"]),
        "store_city": random.choice(CITIES),
        "purchase_datetime": bought.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "purchase_date": bought.strftime("%Y-%m-%d"),
        "purchase_time": bought.strftime("%H:%M:%S"),
        "weekday_name": bought.strftime("%A"),
        "weekday_num": bought.weekday(),
        "hour_of_day": bought.hour,
        "is_weekend": bought.weekday() >= 5,
        "event_time_ms": int(time.time() * 1000),
    }


def on_delivery(error, _message):
    global delivered
    if error is None:
        delivered += 1


producer = Producer(
    {"bootstrap.servers": bootstrap_servers, "acks": "all", "enable.idempotence": True}
)
started = time.perf_counter()
for _ in range(events):
    order = make_order()
    while True:
        try:
            producer.produce(topic, key=order["order_id"], value=json.dumps(order), on_delivery=on_delivery)
            break
        except BufferError:
            producer.poll(0.1)
    producer.poll(0)
producer.flush()
seconds = time.perf_counter() - started
print(json.dumps({"delivered": delivered, "events_per_second": delivered / seconds}))
