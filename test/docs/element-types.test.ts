import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { elementTypes, elementTypesFile } from "../../packaging/element-types.js";

test("the types that frameworks read are those of custom-elements.json, as `npm run elements` writes them", async () => {
  assert.equal(readFileSync(elementTypesFile, "utf8"), await elementTypes());
});
