import { describe, expect, it } from "vitest";
import { governingServiceNotHeadless } from "../../src/lint/rules/governing-service-not-headless.ts";
import { brief, lintTexts, statefulSet } from "./samples.ts";

const SERVICE = (more: string): string => `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ${more}
  selector:
    app: web
  ports:
    - port: 80
`;
const SET = statefulSet("  serviceName: web\n");

describe("an object that is defined again", () => {
  it("is no flaw in the same words", () => {
    const { findings } = lintTexts({ "a.yaml": SET, "b.yaml": SET }, { rules: [] });
    expect(findings).toEqual([]);
  });

  it("is told where it is and where the first definition is", () => {
    const { findings } = lintTexts(
      { "a.yaml": SERVICE("clusterIP: None"), "b.yaml": SERVICE("type: ClusterIP") },
      { rules: [] },
    );
    expect(findings.map(brief)).toEqual(["b.yaml:4:9 error object-defined-twice"]);
    expect(findings[0]?.related?.map(({ at }) => [at.file, at.start.line])).toEqual([["a.yaml", 4]]);
  });

  it("may belong to another environment when it is in another folder", () => {
    const twice = (first: string, second: string): string | undefined =>
      lintTexts({ [first]: SERVICE("clusterIP: None"), [second]: SERVICE("type: ClusterIP") }, { rules: [] })
        .findings[0]?.fix;
    expect(twice("dev/web.yaml", "prod/web.yaml")).toContain("lint them one by one");
    expect(twice("dev/a.yaml", "dev/b.yaml")).not.toContain("one by one");
  });

  it("counts as it is defined last", () => {
    const headless = SERVICE("clusterIP: None");
    const virtual = SERVICE("type: ClusterIP");
    const rules = { rules: [governingServiceNotHeadless] };
    expect(lintTexts({ "a.yaml": `${headless}---\n${virtual}---\n${SET}` }, rules).findings.map(brief)).toEqual([
      "a.yaml:15:9 error object-defined-twice",
      "a.yaml:16:1 info governing-service-not-headless",
    ]);
    expect(lintTexts({ "a.yaml": `${virtual}---\n${headless}---\n${SET}` }, rules).findings.map(brief)).toEqual([
      "a.yaml:15:9 error object-defined-twice",
    ]);
  });

  it("is not another object that has the same pods", () => {
    const two = `${SET}---\n${statefulSet("  serviceName: web\n  replicas: 2\n")}`;
    const { findings } = lintTexts({ "a.yaml": `${SERVICE("clusterIP: None")}---\n${two}` });
    expect(findings.map(({ rule }) => rule)).not.toContain("selectors-overlap");
    expect(findings.map(({ rule }) => rule)).not.toContain("service-selects-several-workloads");
  });
});
