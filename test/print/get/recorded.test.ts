import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { instantOf } from "../../../src/base/instant.ts";
import { resourceKind } from "../../../src/api/kinds.ts";
import type { KubeObject } from "../../../src/api/object.ts";
import { find } from "../../../src/cluster/client/find.ts";
import { printGet } from "../../../src/print/get/print.ts";
import type { GetPrinted } from "../../../src/print/get/request.ts";
import { normal } from "../../conformance/normal.ts";
import { CREATED, manifestsOf, rebuilt, type RecordedScenario, type RecordedStep } from "./rebuilt.ts";

const SCENARIOS = new URL("../../../fixtures/conformance/scenarios/", import.meta.url);

interface Words {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

const VALUED = new Set(["-o", "-l", "-L", "-n", "-f", "--sort-by", "--field-selector", "--subresource"]);

function wordsOf(line: string): Words {
  const all = (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/s, "$2")).slice(1);
  const words: string[] = [];
  const options: Record<string, string> = {};
  for (let index = 0; index < all.length; index++) {
    const word = all[index] ?? "";
    const equals = word.indexOf("=");
    if (VALUED.has(word)) options[word] = all[++index] ?? "";
    else if (word.startsWith("--") && equals > 0) options[word.slice(0, equals)] = word.slice(equals + 1);
    else if (word.startsWith("-")) options[word] = "true";
    else words.push(word);
  }
  return { words, options };
}

function run(scenario: RecordedScenario, step: RecordedStep): GetPrinted {
  const { words, options } = wordsOf(step.kubectl ?? "");
  const namespace = options["-n"] ?? "default";
  const files = manifestsOf(scenario).map((object) => ({ file: "f.yaml", object }));
  const {
    "-l": selector,
    "--field-selector": fieldSelector,
    "--subresource": subresource,
    "--sort-by": sortBy,
  } = options;
  const targets = {
    words,
    ...(options["-f"] === undefined ? {} : { files }),
    ...(selector === undefined ? {} : { selector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
  };
  const scope = { namespace, namespaceIsExplicit: options["-n"] !== undefined };
  const sub = subresource === "scale" ? { subresource: "scale" as const } : {};
  const found = find(rebuilt(scenario, step), targets, { ...scope, ...sub, listsTypes: true });
  const printed = printGet({
    ...found,
    namespace,
    now: instantOf(CREATED) + 5000,
    flags: {
      output: options["-o"],
      readText: () => ({ error: "no files here" }),
      noHeaders: options["--no-headers"] !== undefined,
      showLabels: options["--show-labels"] !== undefined,
      labelColumns: options["-L"] === undefined ? [] : [options["-L"]],
      ...(sortBy === undefined ? {} : { sortBy }),
    },
  });
  return { ...printed, stderr: [...found.warnings, printed.stderr].join("\n") };
}

/** What the recording does not tell: nodes, classes, container states, and all of a spec. */
const UNTOLD = [
  /^get (nodes|storageclass|endpoints web)/,
  /-o (yaml|json)$/,
  /\.spec\.(updateStrategy|template|volumeClaimTemplates|storageClassName|revisionHistoryLimit|volumes\b(?!\[0\]))/,
  /metadata\.(annotations|finalizers|generateName|ownerReferences\[\*\])/,
  /observedGeneration/,
  /^get statefulset .*metadata\.labels/,
];

const TOLD_ELSEWHERE = /CrashLoopBackOff|ImagePullBackOff|Error /;

interface Case {
  readonly name: string;
  readonly scenario: RecordedScenario;
  readonly step: RecordedStep;
}

const cases = readdirSync(SCENARIOS).flatMap((file): Case[] => {
  const scenario = JSON.parse(readFileSync(new URL(file, SCENARIOS), "utf8")) as RecordedScenario;
  return scenario.steps.flatMap((step, index) => {
    if (!/^get\b/.test(step.kubectl ?? "")) return [];
    return [{ name: `${file.replace(/\.json$/, "")} ${index}: ${step.kubectl ?? ""}`, scenario, step }];
  });
});

const told = cases.filter(({ step }) => {
  return !UNTOLD.some((what) => what.test(step.kubectl ?? "")) && !TOLD_ELSEWHERE.test(step.stdout ?? "");
});

/** Random tails, and the order that follows from them. */
const tails = (text: string): string => text.replace(/agent-\w{5}/g, "agent-x");

describe("recorded get", () => {
  it.each(told)("$name", ({ scenario, step }) => {
    const { stdout, stderr, exitCode } = run(scenario, step);
    expect({ stdout: tails(normal(stdout)), stderr: normal(stderr), exitCode }).toEqual({
      stdout: tails(normal(step.stdout)),
      stderr: normal(step.stderr),
      exitCode: step.exit,
    });
  });

  const whole = cases.filter(({ step }) => /-o (yaml|json)$/.test(step.kubectl ?? "") && step.exit === 0);

  it.each(whole)("prints back every byte of $name", ({ step }) => {
    const object = parse(step.stdout ?? "") as KubeObject;
    const resource = resourceKind(object.kind);
    if (resource === undefined) throw new Error(`no kind ${object.kind}`);
    const { stdout } = printGet({
      groups: [
        { resource, objects: [{ ...object, metadata: { ...object.metadata, managedFields: [{ manager: "m" }] } }] },
      ],
      failures: [],
      single: true,
      namespace: "default",
      now: 0,
      flags: { output: /-o (\w+)$/.exec(step.kubectl ?? "")?.[1], readText: () => ({ error: "" }) },
    });
    expect(stdout).toBe(step.stdout);
  });
});
