import { expect, test } from "@jest/globals";
import { Secret } from "../src/secret.ts";
import { packOrders, unpackOrders } from "../src/stack-orders.ts";

test("orders arrive as they were sent, their secrets still secret", () => {
  const password = new Secret("hunter2");
  const sasl = { mechanism: "plain", username: "u", password } as const;
  const orders = { home: "/x", kafka: { brokers: ["a:1"], sasl }, options: { apiPort: 5 }, serves: "{}" };
  const arrived = unpackOrders(packOrders(orders));
  expect(arrived).toMatchObject({
    home: "/x",
    kafka: { brokers: ["a:1"], sasl: { username: "u" } },
    options: { apiPort: 5 },
  });
  expect(arrived.kafka?.sasl?.password.reveal()).toBe("hunter2");
  expect(JSON.stringify(arrived)).not.toContain("hunter2");
});
