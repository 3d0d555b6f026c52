import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { digest, keyedDigest } from "../../../server/domain/digest.js";
import { checkProperty } from "../../support/property.js";

/** Across the edges of blocks, and beyond one block of key. */
const text = fc.string({ unit: "binary", maxLength: 300 }).filter((value) => value.isWellFormed());

test("SHA-256 and its HMAC are those of everybody else", () =>
  checkProperty(
    fc.property(text, text, (key, message) => {
      assert.equal(digest(message), createHash("sha256").update(message).digest("hex"));
      assert.equal(keyedDigest(key, message), createHmac("sha256", key).update(message).digest("hex"));
    }),
    {
      examples: [55, 56, 63, 64, 65, 119, 120].map((length): [string, string] => [
        "k".repeat(length),
        "m".repeat(length),
      ]),
    },
  ));
