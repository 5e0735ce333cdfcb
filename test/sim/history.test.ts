import { expect, it } from "vitest";
import type { Happening } from "../../src/cluster/happening.ts";
import type { History } from "../../src/cluster/snapshot.ts";
import { Recorder } from "../../src/sim/history.ts";

const LIMIT = 20_000;
const FOUND = { effect: "ready", kind: "pod", namespace: "default", name: "web-0" } as const;

function happenings(from: number, to: number): readonly Happening[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ seq: from + index, at: 0, ...FOUND }));
}

it("a history goes on where the saved one ends, and forgets its oldest", () => {
  const recorder = new Recorder({ happenings: happenings(11, LIMIT + 5), dropped: 10, lastCommand: 12 });
  recorder.beginCommand();
  for (let count = 0; count < 8; count++) recorder.add(0, FOUND);
  const history = recorder.history();
  expect(history).toEqual({ happenings: happenings(14, LIMIT + 13), dropped: 13, lastCommand: LIMIT + 6 });
  expect(recorder.latest(2).map(({ seq }) => seq)).toEqual([LIMIT + 12, LIMIT + 13]);
});

it("of a saved history nothing is looked at before somebody asks, also for what was made of it", () => {
  let looks = 0;
  const saved: History = {
    kept: 100,
    get happenings() {
      looks++;
      return happenings(1, 100);
    },
    dropped: 0,
    lastCommand: 1,
  };
  const recorder = new Recorder(saved);
  recorder.add(0, FOUND);
  const first = recorder.history();
  const second = new Recorder(first);
  second.add(0, FOUND);
  const { kept, dropped } = second.history();
  expect({ kept, dropped, looks }).toEqual({ kept: 102, dropped: 0, looks: 0 });
  recorder.add(0, FOUND);
  expect(first.happenings).toEqual(happenings(1, 101));
  expect(second.history().happenings).toEqual(happenings(1, 102));
  expect(looks).toBe(1);
});

it("more than is kept may come in one command: the last of them stay", () => {
  const recorder = new Recorder({ kept: 2, happenings: happenings(1, 2), dropped: 0, lastCommand: 0 });
  for (let count = 0; count < 2 * LIMIT + 7; count++) recorder.add(0, FOUND);
  const { happenings: all, kept, dropped } = recorder.history();
  expect({ length: all.length, kept, dropped, first: all[0]?.seq }).toEqual({
    length: LIMIT,
    kept: LIMIT,
    dropped: LIMIT + 9,
    first: LIMIT + 10,
  });
});
