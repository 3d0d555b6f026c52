import assert from "node:assert/strict";
import { test } from "node:test";
import { foldCase, foldLetters, wordsOf } from "../../../server/domain/letters.js";

test("letters are folded to what people type without marks, in any script that has optional ones", () => {
  const same: readonly (readonly [string, string])[] = [
    ["Müller", "muller"],
    ["Åkesson", "akesson"],
    ["A\u030akesson", "akesson"],
    ["Weiß", "weiss"],
    ["WEISS", "weiss"],
    ["Øyvind Łoś", "oyvind los"],
    ["Đặng Ægir Œuvre Þóra", "dang aegir oeuvre thora"],
    ["İIıi", "iiii"],
    ["Ιωάννης", "ιωαννησ"],
    ["ΙΩΆΝΝΗΣ", "ιωαννησ"],
    ["Ёлкин Сергей", "елкин сергеи"],
    ["שָׁלוֹם", "שלום"],
    ["مُحَمَّد", "محمد"],
    ["أحمد فاطمة علـــي", "احمد فاطمه علي"],
    ["Ｎｏａ", "noa"],
    ["ﬁn", "fin"],
  ];
  for (const [text, folded] of same) assert.equal(foldLetters(text), folded, text);
});

test("marks that are vowels or other letters stay", () => {
  for (const text of ["मीरा", "สมชาย", "が", "한국"]) assert.equal(foldLetters(text), text.normalize("NFKC"), text);
  assert.notEqual(foldLetters("मीरा"), foldLetters("मारी"));
  assert.notEqual(foldLetters("が"), foldLetters("か"));
});

test("digits of every script are the same digits", () => {
  for (const digits of ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙"])
    assert.equal(foldCase(digits), "0123456789", digits);
});

test("what is invisible counts for nothing", () => {
  assert.equal(foldCase("\u202eM_10\u200b48\ufeff"), "m_1048");
  assert.equal(foldLetters("No\u00ada"), "noa");
});

test("a name has words, parted at punctuation, and words with their punctuation left out", () => {
  assert.deepEqual(wordsOf("Noa Ben-David"), [
    ["noa", "ben", "david"],
    ["noa", "bendavid"],
  ]);
  for (const apostrophe of "'’‘ʼ`´′")
    assert.deepEqual(wordsOf(`O${apostrophe}Brien`), [["o", "brien"], ["obrien"]], apostrophe);
  assert.deepEqual(wordsOf("ג׳ורג׳ צה״ל"), wordsOf("ג'ורג' צה\"ל"));
  assert.deepEqual(wordsOf("王伟"), [["王", "伟"]]);
  assert.deepEqual(wordsOf("小林さくら"), [["小", "林", "さくら"]]);
  assert.deepEqual(wordsOf(" % _ "), [[]]);
});
