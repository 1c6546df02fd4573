import { describe, expect, test } from "@jest/globals";
import { createGroups, type Groups } from "../../../src/kafka/broker/groups.ts";
import { errorCodes } from "../../../src/kafka/protocol/error-codes.ts";
import type { JoinGroupRequest, JoinGroupResponse } from "../../../src/kafka/protocol/join-group.ts";

/** A clock that moves when it is told to. */
const createClock = () => {
  const timers = new Map<number, { at: number; callback: () => void }>();
  let now = 0;
  let ids = 0;
  return {
    after: (milliseconds: number, callback: () => void) => {
      const id = ids++;
      timers.set(id, { at: now + milliseconds, callback });
      return () => timers.delete(id);
    },
    advance: async (milliseconds: number) => {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (!next) break;
        now = next[1].at;
        timers.delete(next[0]);
        next[1].callback();
      }
      now = end;
      await settle();
    },
    pending: () => timers.size,
  };
};
const settle = () => new Promise((resolve) => setImmediate(resolve));

const text = (value: string) => new TextEncoder().encode(value);
const request = (memberId: string, changes: Partial<JoinGroupRequest> = {}): JoinGroupRequest => ({
  groupId: "g",
  sessionTimeoutMs: 10_000,
  rebalanceTimeoutMs: 30_000,
  memberId,
  protocolType: "consumer",
  protocols: [
    { name: "range", metadata: text("r") },
    { name: "roundrobin", metadata: text("rr") },
  ],
  memberIdRequired: false,
  ...changes,
});
const caller = (connection: number) => ({ connection, clientId: `c${connection}`, clientHost: "/127.0.0.1" });

const setUp = () => {
  const clock = createClock();
  const lines: string[] = [];
  let ids = 0;
  const groups = createGroups({
    after: clock.after,
    newMemberId: (clientId) => `${clientId}-${++ids}`,
    log: (line) => lines.push(line),
  });
  return { clock, groups, lines };
};
const syncAll = (groups: Groups, leader: JoinGroupResponse, generationId = leader.generationId) =>
  groups.sync(
    {
      groupId: "g",
      generationId,
      memberId: leader.memberId,
      assignments: leader.members.map(({ memberId }) => ({ memberId, assignment: text(`for ${memberId}`) })),
    },
    caller(1),
  );
/** One member, stable. */
const withOne = async () => {
  const all = setUp();
  const first = await all.groups.join(request(""), caller(1));
  await syncAll(all.groups, first);
  return { ...all, first };
};
/** Two members, stable. */
const withTwo = async () => {
  const all = await withOne();
  const joining = all.groups.join(request(""), caller(2));
  const first = await all.groups.join(request(all.first.memberId), caller(1));
  const second = await joining;
  await syncAll(all.groups, first);
  return { ...all, first, second };
};
const beat = (groups: Groups, { memberId, generationId }: JoinGroupResponse, connection = 1) =>
  groups.heartbeat({ groupId: "g", memberId, generationId }, caller(connection));

describe("consumer groups", () => {
  test("the first member leads and gets the assignment that it made", async () => {
    const { groups } = setUp();
    const first = await groups.join(request(""), caller(1));
    expect(first).toMatchObject({
      errorCode: 0,
      generationId: 1,
      protocolName: "range",
      leader: "c1-1",
      memberId: "c1-1",
    });
    expect(first.members).toEqual([{ memberId: "c1-1", metadata: text("r") }]);
    expect(await syncAll(groups, first)).toEqual({ errorCode: 0, assignment: text("for c1-1") });
    expect(beat(groups, first)).toBe(errorCodes.NONE);
    expect(groups.describe("g")).toMatchObject({ groupState: "Stable", protocolData: "range" });
  });

  test("a new member makes the others join again, and each gets its share", async () => {
    const { groups, first } = await withOne();
    const joining = groups.join(request(""), caller(2));
    expect(beat(groups, first)).toBe(errorCodes.REBALANCE_IN_PROGRESS);
    const again = await groups.join(request(first.memberId), caller(1));
    const second = await joining;
    expect([again.generationId, second.generationId]).toEqual([2, 2]);
    expect(again.members.map(({ memberId }) => memberId)).toEqual(["c1-1", "c2-2"]);
    expect(second.members).toEqual([]);
    const waiting = groups.sync(
      { groupId: "g", generationId: 2, memberId: second.memberId, assignments: [] },
      caller(2),
    );
    await syncAll(groups, again);
    expect(await waiting).toEqual({ errorCode: 0, assignment: text("for c2-2") });
  });

  test("an old generation neither beats nor syncs nor commits", async () => {
    const { groups, first } = await withTwo();
    const old = { ...first, generationId: 1 };
    expect(beat(groups, old)).toBe(errorCodes.ILLEGAL_GENERATION);
    expect(await syncAll(groups, old)).toMatchObject({ errorCode: errorCodes.ILLEGAL_GENERATION });
    const commit = { groupId: "g", memberId: first.memberId };
    expect(groups.mayCommit({ ...commit, generationId: 1 })).toBe(errorCodes.ILLEGAL_GENERATION);
    expect(groups.mayCommit({ ...commit, generationId: 2 })).toBe(errorCodes.NONE);
    expect(groups.mayCommit({ groupId: "g", memberId: "", generationId: -1 })).toBe(errorCodes.UNKNOWN_MEMBER_ID);
    expect(groups.mayCommit({ groupId: "other", memberId: "", generationId: -1 })).toBe(errorCodes.NONE);
  });

  test("a member that is silent for its session is out, and the other one shares anew", async () => {
    const { groups, clock, first, second, lines } = await withTwo();
    await clock.advance(6_000);
    expect(beat(groups, first)).toBe(errorCodes.NONE);
    await clock.advance(6_000);
    expect(beat(groups, second, 2)).toBe(errorCodes.UNKNOWN_MEMBER_ID);
    expect(beat(groups, first)).toBe(errorCodes.REBALANCE_IN_PROGRESS);
    const alone = await groups.join(request(first.memberId), caller(1));
    expect(alone).toMatchObject({ generationId: 3, leader: first.memberId });
    expect(alone.members).toHaveLength(1);
    expect(lines).toEqual(["group g: member c2-2 is out: no sign of life for 10000 ms"]);
  });

  test("a rebalance goes on without a member that does not join it in time", async () => {
    const { groups, clock, first, second } = await withTwo();
    const joining = groups.join(request(first.memberId), caller(1));
    await clock.advance(9_000);
    expect(beat(groups, second, 2)).toBe(errorCodes.REBALANCE_IN_PROGRESS);
    await clock.advance(9_000);
    expect(beat(groups, second, 2)).toBe(errorCodes.REBALANCE_IN_PROGRESS);
    await clock.advance(9_000);
    expect(beat(groups, second, 2)).toBe(errorCodes.REBALANCE_IN_PROGRESS);
    await clock.advance(9_000);
    expect(await joining).toMatchObject({ generationId: 3, members: [{ memberId: first.memberId }] });
  });

  test("a member that leaves makes room at once; the last one leaves nothing behind", async () => {
    const { groups, clock, first, second } = await withTwo();
    expect(groups.leave("g", second.memberId)).toBe(errorCodes.NONE);
    expect(groups.leave("g", second.memberId)).toBe(errorCodes.UNKNOWN_MEMBER_ID);
    const again = await groups.join(request(first.memberId), caller(1));
    expect(again.members).toHaveLength(1);
    expect(groups.leave("g", first.memberId)).toBe(errorCodes.NONE);
    expect(groups.list()).toEqual([]);
    expect(groups.describe("g")).toBeUndefined();
    expect(clock.pending()).toBe(0);
  });

  test("a member whose connection closed is out after a second, unless it speaks over another one", async () => {
    const { groups, clock, first, second } = await withTwo();
    groups.connectionClosed(1);
    groups.connectionClosed(2);
    await clock.advance(500);
    expect(beat(groups, first, 3)).toBe(errorCodes.NONE);
    await clock.advance(600);
    expect(beat(groups, second, 4)).toBe(errorCodes.UNKNOWN_MEMBER_ID);
    expect(beat(groups, first, 3)).toBe(errorCodes.REBALANCE_IN_PROGRESS);
  });

  test("from version 4 on a newcomer is told its id first, and is forgotten when it does not come back", async () => {
    const { groups, clock } = setUp();
    const told = await groups.join(request("", { memberIdRequired: true }), caller(1));
    expect(told).toMatchObject({ errorCode: errorCodes.MEMBER_ID_REQUIRED, memberId: "c1-1" });
    const joined = await groups.join(request(told.memberId, { memberIdRequired: true }), caller(1));
    expect(joined).toMatchObject({ errorCode: 0, generationId: 1, memberId: "c1-1" });
    const other = await groups.join(request("", { groupId: "h", memberIdRequired: true }), caller(2));
    await clock.advance(10_001);
    const late = await groups.join(request(other.memberId, { groupId: "h" }), caller(2));
    expect(late.errorCode).toBe(errorCodes.UNKNOWN_MEMBER_ID);
  });

  test("a leader that never shares out is replaced when its session is over", async () => {
    const { groups, clock } = setUp();
    const first = await groups.join(request("", { sessionTimeoutMs: 5_000 }), caller(1));
    const joining = groups.join(request(""), caller(2));
    await groups.join(request(first.memberId, { sessionTimeoutMs: 5_000 }), caller(1));
    const second = await joining;
    const waiting = groups.sync(
      { groupId: "g", generationId: 2, memberId: second.memberId, assignments: [] },
      caller(2),
    );
    await clock.advance(5_001);
    expect(await waiting).toMatchObject({ errorCode: errorCodes.REBALANCE_IN_PROGRESS });
    const again = await groups.join(request(second.memberId), caller(2));
    expect(again).toMatchObject({ leader: second.memberId, generationId: 3 });
  });

  test("what cannot be joined is refused with Kafka's own code", async () => {
    const { groups } = await withOne();
    const codeOf = async (changes: Partial<JoinGroupRequest>, memberId = "") =>
      (await groups.join(request(memberId, changes), caller(9))).errorCode;
    expect(await codeOf({ groupId: "" })).toBe(errorCodes.INVALID_GROUP_ID);
    expect(await codeOf({ sessionTimeoutMs: 0 })).toBe(errorCodes.INVALID_SESSION_TIMEOUT);
    expect(await codeOf({ protocolType: "connect" })).toBe(errorCodes.INCONSISTENT_GROUP_PROTOCOL);
    expect(await codeOf({ protocols: [] })).toBe(errorCodes.INCONSISTENT_GROUP_PROTOCOL);
    expect(await codeOf({ protocols: [{ name: "sticky", metadata: text("") }] })).toBe(
      errorCodes.INCONSISTENT_GROUP_PROTOCOL,
    );
    expect(await codeOf({}, "stranger")).toBe(errorCodes.UNKNOWN_MEMBER_ID);
  });

  test("the protocol with the most votes among those that all speak is taken", async () => {
    const { groups, first } = await withOne();
    const favours = (...names: string[]) => ({ protocols: names.map((name) => ({ name, metadata: text(name) })) });
    const second = groups.join(request("", favours("sticky", "roundrobin", "range")), caller(2));
    const third = groups.join(request("", favours("roundrobin", "range")), caller(3));
    await groups.join(request(first.memberId), caller(1));
    expect((await second).protocolName).toBe("roundrobin");
    expect((await third).protocolName).toBe("roundrobin");
  });
});
