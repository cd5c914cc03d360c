import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { MysqlUrl } from '../../src/config/mysql-url.js';
import { resolveSettings } from '../../src/config/settings.js';

describe('a MySQL URL', () => {
  it('is taken apart', () => {
    expect(MysqlUrl.parse('mysql://ada:s%40cret@db.example:3307/shop').reveal()).toEqual({
      host: 'db.example',
      port: 3307,
      user: 'ada',
      password: 's@cret',
      database: 'shop',
    });
    expect(MysqlUrl.parse('mysql://ada@[::1]/shop').reveal()).toEqual({
      host: '::1',
      port: 3306,
      user: 'ada',
      password: '',
      database: 'shop',
    });
    expect(MysqlUrl.parse('mysql://ada@[::1]/shop').server).toBe('[::1]:3306');
  });

  it('shows no password, whatever it is printed by', () => {
    const url = MysqlUrl.parse('mysql://ada:s%40cret@db.example/shop');
    const shown = [
      String(url),
      JSON.stringify({ url }),
      inspect({ url }),
      inspect(url, { showHidden: true }),
    ];
    for (const text of shown) expect(text).toContain('mysql://ada:***@db.example:3306/shop');
    expect(shown.join()).not.toMatch(/s@cret|s%40cret/);
  });

  it.each([
    ['ada:hidden@db/shop', 'does not start with mysql://'],
    ['mariadb://ada:hidden@db/shop', 'does not start with mysql://'],
    ['mysql://ada:hidden@db', 'does not name one database'],
    ['mysql://ada:hidden@db/shop/orders', 'does not name one database'],
    ['mysql://:hidden@db/shop', 'names no user'],
    ['mysql://ada:hid%den@db/shop', 'has a password with a "%" that is not written as %25'],
    ['mysql://ada@db/shop?password=hidden', 'has something after the database'],
    ['mysql://ada:hidden@db:port/shop', 'does not start with mysql://'],
  ])('that is wrong is told in one line without its secrets: %s', (text, message) => {
    const resolve = () => resolveSettings({ MYSQL_URL: text });
    expect(resolve).toThrow(/^MYSQL_URL \(its value is not shown\) [^\n]*; give it as in mysql:\/\/[^\n]*$/);
    expect(resolve).toThrow(message);
    expect(resolve).not.toThrow('hid');
  });
});
