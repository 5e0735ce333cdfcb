import { expect, test } from "vitest";
import { wavesOf } from "../../src/base/waves.ts";

const lengths = (waves: Iterable<readonly unknown[]>): readonly number[] => [...waves].map(({ length }) => length);
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

test("every item is in one wave, in order", () => {
  expect([...wavesOf(numbers(600))].flat()).toEqual(numbers(600));
  expect(lengths(wavesOf(numbers(150)))).toEqual([64, 64, 22]);
  expect(lengths(wavesOf([]))).toEqual([]);
});

test("a wave ends where it has become heavy, and nothing is asked for ahead of it", () => {
  const asked: number[] = [];
  function* sizes() {
    for (const size of [600_000, 600_000, 5_000_000, 1]) {
      asked.push(size);
      yield size;
    }
  }
  const waves = wavesOf(sizes(), (size) => size);
  expect(waves.next().value).toEqual([600_000, 600_000]);
  expect(asked).toEqual([600_000, 600_000]);
  expect(lengths(waves)).toEqual([1, 1]);
});
