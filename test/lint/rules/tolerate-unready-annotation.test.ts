import { expect, it } from "vitest";
import { exampleService } from "../../../src/lint/example.ts";
import { tolerateUnreadyAnnotation } from "../../../src/lint/rules/tolerate-unready-annotation.ts";
import { messagesIn } from "../messages.ts";

const service = (value: string): string =>
  exampleService({ metadata: `annotations:\n  service.alpha.kubernetes.io/tolerate-unready-endpoints: "${value}"` });

it("minds the annotation where it was to have an effect", () => {
  expect(messagesIn(service("false"), tolerateUnreadyAnnotation)).toEqual([]);
  expect(messagesIn(service("true"), tolerateUnreadyAnnotation)).toEqual([
    'metadata.annotations[service.alpha.kubernetes.io/tolerate-unready-endpoints]: the annotation has no effect: Service "db" publishes no pod before it is ready',
  ]);
});
