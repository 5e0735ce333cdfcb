import { describe, expect, it } from "vitest";
import { Agenda } from "../../src/sim/agenda.ts";

function drained(agenda: Agenda): string[] {
  const keys: string[] = [];
  for (let item = agenda.next(); item !== undefined; item = agenda.next()) keys.push(item.key);
  return keys;
}

describe("the agenda", () => {
  it("hands out items in order of arrival, each once", () => {
    const agenda = new Agenda();
    for (const key of ["b", "a", "b", "c"]) agenda.enqueue({ controller: 0, key });
    agenda.enqueue({ controller: 1, key: "b" });
    expect(drained(agenda)).toEqual(["b", "a", "c", "b"]);
  });

  it("takes an item again that was added while it was being worked on", () => {
    const agenda = new Agenda();
    agenda.enqueue({ controller: 0, key: "a" });
    agenda.next();
    agenda.enqueue({ controller: 0, key: "a" });
    expect(drained(agenda)).toEqual(["a"]);
  });

  it("releases timers by time, ties in the order they were set", () => {
    const agenda = new Agenda();
    agenda.schedule({ controller: 0, key: "late" }, 30);
    agenda.schedule({ controller: 0, key: "x" }, 10);
    agenda.schedule({ controller: 0, key: "a" }, 10);
    expect(agenda.nextDue()).toBe(10);
    agenda.release(10);
    expect(drained(agenda)).toEqual(["x", "a"]);
    expect(agenda.nextDue()).toBe(30);
  });

  it("presses while something is due by itself, and not for deadlines", () => {
    const agenda = new Agenda();
    agenda.schedule({ controller: 0, key: "a" }, 10);
    agenda.schedule({ controller: 0, key: "b" }, 20, true);
    expect(agenda.presses()).toBe(true);
    agenda.release(10);
    expect(agenda.presses()).toBe(false);
    agenda.schedule({ controller: 0, key: "b" }, 20);
    expect(agenda.presses()).toBe(true);
    agenda.schedule({ controller: 0, key: "b" }, undefined);
    expect([agenda.presses(), agenda.nextDue()]).toEqual([false, undefined]);
  });

  it("keeps the last set of several timers of one item", () => {
    const agenda = new Agenda();
    for (const at of [20, 10, 40]) agenda.schedule({ controller: 0, key: "a" }, at);
    expect(agenda.nextDue()).toBe(40);
    agenda.release(40);
    expect(drained(agenda)).toEqual(["a"]);
    expect(agenda.nextDue()).toBeUndefined();
  });

  it("takes a timer away", () => {
    const agenda = new Agenda();
    agenda.schedule({ controller: 0, key: "a" }, 10);
    agenda.schedule({ controller: 0, key: "a" }, undefined);
    expect(agenda.nextDue()).toBeUndefined();
  });
});
