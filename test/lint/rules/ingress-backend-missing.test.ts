import { expect, it } from "vitest";
import { documents, exampleObject, exampleService } from "../../../src/lint/example.ts";
import { ingressBackendMissing } from "../../../src/lint/rules/ingress-backend-missing.ts";
import { messagesIn } from "../messages.ts";

const CLIENT = exampleService({ name: "client", spec: "selector:\n  app: db\nports:\n  - name: http\n    port: 80" });
const to = (service: string): string =>
  exampleObject("networking.k8s.io/v1", "Ingress", {
    body: `spec:\n  rules:\n    - http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              ${service}`,
  });
const PATH = "spec.rules[0].http.paths[0].backend.service";

it.each([
  ["{name: client, port: {number: 8080}}", `${PATH}.port.number: Service "client" has no port 8080, only 80`],
  ["{name: client, port: {name: web}}", `${PATH}.port.name: Service "client" has no port "web", only http`],
  ["{name: shop, port: {number: 80}}", `${PATH}.name: there is no Service "shop" in namespace default`],
])("looks for the Service and its port: %s", (service, message) => {
  expect(messagesIn(documents(CLIENT, to(`service: ${service}`)), ingressBackendMissing)).toEqual([message]);
});

it("leaves other backends alone", () => {
  const bucket = to("resource: {kind: Bucket, name: files, apiGroup: example.com}");
  expect(messagesIn(documents(CLIENT, bucket), ingressBackendMissing)).toEqual([]);
  const hostOnly = exampleObject("networking.k8s.io/v1", "Ingress", { body: "spec:\n  rules:\n    - host: a.b" });
  expect(messagesIn(hostOnly, ingressBackendMissing)).toEqual([]);
});
