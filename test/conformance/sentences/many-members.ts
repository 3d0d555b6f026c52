import type { AudienceQuery } from "../../../sdk/contract/index.js";
import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, type Subject } from "../subject.js";

const bulk = sentencesOf("many-members", "bulk");

const everybody: AudienceQuery["filter"] = { combinator: "and", rules: [] };

const ask = (subject: Subject, query: Omit<AudienceQuery, "filter"> & Partial<AudienceQuery>) =>
  subject.read("audienceQuery", "/audience-queries", { filter: everybody, ...query });

export const manyMembers: readonly Sentence[] = [
  bulk("S22", "it says what members can be filtered by, and no two fields have one id", async (subject) => {
    const { fields, columns } = await subject.read("filterSchema", "/filter-schema");
    const ids = fields.map(({ id }) => id);
    expectEqual(new Set(ids).size, ids.length, "Each id is there once");
    const shown = fields.filter(({ column }) => column).map(({ id }) => id);
    expect(
      columns.every((id) => shown.includes(id)),
      "The first columns are columns",
    );
  }),
  bulk("S22", "a filter without rules finds everybody, page by page, each once", async (subject) => {
    const { count, everybody: all } = await ask(subject, { limit: 0, count: true, everybody: true });
    expectEqual(count?.value, all?.value, "Everybody is found");
    const first = await ask(subject, { limit: 3 });
    const [next] = first.page.next === null ? [] : [await ask(subject, { limit: 3, cursor: first.page.next })];
    const ids = [...first.data, ...(next?.data ?? [])].map(({ id }) => id);
    expectEqual(new Set(ids).size, ids.length, "Nobody comes twice");
  }),
  bulk("S22", "cells are in the order of the columns that were asked for", async (subject) => {
    const { columns } = await subject.read("filterSchema", "/filter-schema");
    const { data } = await ask(subject, { columns, limit: 5 });
    for (const { cells } of data) expectEqual(cells.length, columns.length, "There is a cell for each column");
  }),
  bulk("S05", "what is wrong with a filter is a 422 that points at the row", async (subject) => {
    const filter = { combinator: "and", rules: [{ field: "no-such-field", operator: "=", value: "a" }] };
    const reply = await subject.send("/audience-queries", { body: { filter }, key: null });
    const { errors = [] } = expectProblem(reply, "validation");
    expect(errors[0]?.pointer.startsWith("/filter/rules/0") === true, "The pointer names the first row.");
  }),
  bulk("S06", "a filter of a thousand conditions, or a thousand deep, is refused", async (subject) => {
    const rule = { field: "name", operator: "contains", value: "a" };
    const wide = { combinator: "and", rules: Array.from({ length: 1000 }, () => rule) };
    let deep: object = { combinator: "and", rules: [] };
    for (let depth = 1; depth < 1000; depth++) deep = { combinator: "and", rules: [deep] };
    for (const filter of [wide, deep])
      expectProblem(await subject.send("/audience-queries", { body: { filter }, key: null }), "validation");
  }),
  bulk("S2-11", "the profile of whom a segment finds names it, and of no one else", async (subject) => {
    const { modules } = await subject.capabilities();
    const { fields } = await subject.read("filterSchema", "/filter-schema");
    if (!modules.includes("segments") || !fields.some(({ id }) => id === "segments"))
      throw new Skip("The backend has no segments.");
    const { data: segments } = await subject.read("segments", "/segments?limit=3");
    if (segments.length === 0) throw new Skip("The program has no segment.");
    for (const { id } of segments)
      for (const [operator, isIn] of [
        ["in", true],
        ["notIn", false],
      ] as const) {
        const filter = { combinator: "and" as const, rules: [{ field: "segments", operator, value: [id] }] };
        for (const found of (await ask(subject, { filter, limit: 3 })).data) {
          const member = await subject.read("member", `/members/${found.id}`);
          expectEqual(
            member.segments.some((each) => each.id === id),
            isIn,
            "The profile says what the filter finds",
          );
        }
      }
  }),
];
