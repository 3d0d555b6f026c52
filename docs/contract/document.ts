import type { Exchange, Rule, Section } from "./section.js";
import { sections } from "./sections/index.js";
import { actions } from "./sections/actions.js";
import { levels } from "./sections/levels.js";
import { refusals } from "./sections/refusals.js";
import { actionTable, levelTable, problemTable, routeTable, sharedProblems } from "./tables.js";

const head = `<!-- Made by \`npm run contract\` from docs/contract/ and sdk/contract/. Edit those. -->

# The contract

What a backend says and does, so that the elements and the client work on it: each rule with what it is for. The routes, schemas and values
stand in [openapi.json](./openapi.json), made of the same declarations. A backend is held to it by the conformance suite, whose failures
name the section here. Who begins, begins with [a backend in a day](./backend-in-a-day.md).

MUST and MAY are those of RFC 2119. Paths are below the base URL. Each example was answered by the reference backend with its demo program; it
shows what matters, and \`…\` stands for any value.`;

/** The anchor of a heading, as GitHub and npm make it. */
export const anchorOf = ({ title }: Section): string => title.toLowerCase().replaceAll(" ", "-");

const contents = sections.map((section) => `[${section.title}](#${anchorOf(section)})`).join(" · ");

const emphasized = (says: string): string => says.replace(/\b(?:MUST(?: NOT)?|MAY)\b/g, "**$&**");
const ruleLine = ({ says, why }: Rule, at: number): string => `${at + 1}. ${emphasized(says)}\\\n   _Why:_ ${why}`;

const headerLines = (headers: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

export const methodOf = ({ method, body }: Exchange): string => method ?? (body === undefined ? "GET" : "POST");
const spaced = (value: unknown): string => JSON.stringify(value, null, 1).replace(/\n */g, " ");

const exchangeLines = (exchange: Exchange): string =>
  [
    `${methodOf(exchange)} /v1${exchange.path}`,
    ...headerLines(exchange.headers),
    ...(exchange.body === undefined ? [] : [spaced(exchange.body)]),
    "",
    `${exchange.status}`,
    ...headerLines(exchange.answers),
    ...(exchange.answer === undefined ? [] : [spaced(exchange.answer)]),
  ].join("\n");

const tablesOf = (section: Section): string[] => [
  ...(section === refusals ? [problemTable(), sharedProblems()] : []),
  ...(section === actions ? [actionTable()] : []),
  ...(section === levels ? [levelTable()] : []),
  ...(section.routes.length > 0 ? [routeTable(section.routes)] : []),
];

const sectionText = (section: Section): string =>
  [
    `## ${section.title}`,
    section.about,
    section.rules.map(ruleLine).join("\n"),
    ...(section.example ? [`\`\`\`http\n${section.example.map(exchangeLines).join("\n\n")}\n\`\`\``] : []),
    ...(section.more ? [section.more] : []),
    ...tablesOf(section),
  ].join("\n\n");

/** docs/contract.md: the contract as a page that people read. */
export const contractPage = (): string => `${[head, contents, ...sections.map(sectionText)].join("\n\n")}\n`;
