import assert from "node:assert/strict";
import { test } from "node:test";
import { confirms } from "../../../sdk/contract/confirmation.js";

const named = (name: string) => ({ id: "m_7", name });

test("S0-21 a confirmation is taken however apostrophes, quotes, hyphens, spaces and accents are spelt", () => {
  const same: readonly (readonly [typed: string, name: string])[] = [
    ["Sinéad O'Brien", "Sinéad O’Brien"],
    ["Sinéad O’Brien", "Sinéad O'Brien"],
    ["O`Brien", "OʼBrien"],
    ["O´Brien", "O‘Brien"],
    ["צ'רלי", "צ׳רלי"],
    ['חנ"ה', "חנ״ה"],
    ["Noa Ben-David", "Noa Ben\u2011David"],
    ["בן-דוד", "בן־דוד"],
    ["Sine\u0301ad", "Sin\u00e9ad"],
    ["  Noa  Levi ", "Noa\u00a0Levi"],
    [" m_7 ", "Noa"],
  ];
  for (const [typed, name] of same) assert.equal(confirms(typed, named(name)), true, `${typed} confirms ${name}`);
});

test("S0-21 a confirmation is refused for another letter, case, part or nothing", () => {
  for (const typed of ["OBrien", "o'brien", "O'Brie", "O'Brién", "M_7", "'", ""])
    assert.equal(confirms(typed, named("O’Brien")), false, typed);
});
