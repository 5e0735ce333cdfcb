import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService } from "../../../src/lint/example.ts";
import { subdomainWithoutService } from "../../../src/lint/rules/subdomain-without-service.ts";
import { messagesIn } from "../messages.ts";

const APP = exampleDeployment({ pod: "hostname: app\nsubdomain: apps" });
const apps = (spec: string): string => exampleService({ name: "apps", spec: `clusterIP: None\n${spec}` });

it("says what the name answers", () => {
  expect(messagesIn(APP, subdomainWithoutService)).toEqual([
    "spec.template.spec.subdomain: app.apps.default.svc answers NXDOMAIN: there is no Service apps in namespace default",
  ]);
  expect(messagesIn(documents(apps("selector:\n  app: web"), APP), subdomainWithoutService)).toEqual([
    "spec.template.spec.subdomain: app.apps.default.svc answers NXDOMAIN: Service apps selects app=web",
  ]);
});

it("leaves pods without a name alone, Services that select them, and those whose endpoints are written by hand", () => {
  expect(messagesIn(exampleDeployment({ pod: "subdomain: apps" }), subdomainWithoutService)).toEqual([]);
  expect(messagesIn(documents(apps("selector:\n  app: app"), APP), subdomainWithoutService)).toEqual([]);
  expect(messagesIn(documents(apps("ports: []"), APP), subdomainWithoutService)).toEqual([]);
});
