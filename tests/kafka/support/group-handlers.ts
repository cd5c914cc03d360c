import { answerEach, type Handler, partitionsIn, type Writer } from './wire.js';

interface GroupState {
  /** By group, topic and partition: `group/topic-0`. */
  readonly committed: Map<string, bigint>;
  readonly writeCoordinator: (to: Writer) => unknown;
}

/** Groups of one member, which is given all that it asks for. */
export function groupHandlers({ committed, writeCoordinator }: GroupState) {
  let generation = 0;
  return {
    FindCoordinator(_request, to, error) {
      writeCoordinator(to.int16(error));
    },
    JoinGroup(request, to, error) {
      const [, , memberId] = [request.text(), request.int32(), request.text() || 'member', request.text()];
      const [protocol] =
        request.list(() => ({ name: request.text() ?? '', metadata: request.bytes() })) ?? [];
      to.int16(error)
        .int32((generation += 1))
        .text(protocol?.name ?? '')
        .text(memberId)
        .text(memberId);
      to.list([protocol?.metadata ?? Buffer.alloc(0)], (metadata) => to.text(memberId).bytes(metadata));
    },
    SyncGroup(request, to, error) {
      void [request.text(), request.int32(), request.text()];
      const [assignment] = request.list(() => ({ member: request.text(), bytes: request.bytes() })) ?? [];
      to.int16(error).bytes(assignment?.bytes ?? Buffer.alloc(0));
    },
    Heartbeat: (_request, to, error) => to.int16(error),
    LeaveGroup: (_request, to, error) => to.int16(error),
    OffsetFetch(request, to, error) {
      const group = request.text();
      answerEach(
        to,
        partitionsIn(request, () => undefined),
        (topic, partition) =>
          to
            .int64(committed.get(`${group}/${topic}-${partition}`) ?? -1n)
            .text('')
            .int16(error),
      );
    },
    OffsetCommit(request, to, error) {
      const [group] = [request.text(), request.int32(), request.text(), request.int64()];
      const asked = partitionsIn(request, () => ({ offset: request.int64(), metadata: request.text() }));
      answerEach(to, asked, (topic, partition, { offset }) => {
        if (error === 0) committed.set(`${group}/${topic}-${partition}`, offset);
        to.int16(error);
      });
    },
  } satisfies Record<string, Handler>;
}
