import type { Findings, Model } from "./model.js";

/** What came of one run. */
export interface Figures {
  readonly run: string;
  /** Writes that were acknowledged, that were refused, and of which nobody can say. */
  readonly done: number;
  readonly refused: number;
  readonly unknown: number;
  /** Writes that were sent again on purpose. */
  readonly repeats: number;
  /** Attempts that ended without an answer, with a wrong one or with a 5xx. */
  readonly faults: number;
  readonly kills: number;
  /** The longest that an attempt took which was answered well, in milliseconds. */
  readonly longestAnswerMs: number;
  /** From the start of what was killed to the first acknowledged write, in milliseconds. */
  readonly longestRecoveryMs: number;
  readonly seconds: number;
  /** What else is worth telling. */
  readonly note: string;
  readonly findings: Findings;
}

/** The figures of a run that a model has followed. */
export const figuresOf = (run: string, model: Model, further: Partial<Figures>): Figures => ({
  run,
  done: model.count("applied"),
  refused: model.count("refused"),
  unknown: model.count("open"),
  repeats: 0,
  faults: 0,
  kills: 0,
  longestAnswerMs: 0,
  longestRecoveryMs: 0,
  seconds: 0,
  note: "",
  findings: model.findings,
  ...further,
});

/** How many findings of a kind are printed: the first ones tell most. */
const PRINTED = 10;

/** What is wrong, in words; empty where nothing is. */
export const describeFindings = ({ run, findings: { lost, doubled, wrong, broken } }: Figures): string =>
  Object.entries({ lost, doubled, wrong, broken })
    .flatMap(([kind, list]) => [...list].slice(0, PRINTED).map((what) => `${run}: ${kind}: ${what}`))
    .join("\n");

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const columns: Readonly<Record<string, (figures: Figures) => string | number>> = {
  run: ({ run }) => run,
  done: ({ done }) => done,
  refused: ({ refused }) => refused,
  unknown: ({ unknown }) => unknown,
  repeated: ({ repeats }) => repeats,
  faults: ({ faults }) => faults,
  kills: ({ kills }) => kills,
  lost: ({ findings }) => findings.lost.size,
  doubled: ({ findings }) => findings.doubled.size,
  "said wrongly": ({ findings }) => findings.wrong.size,
  broken: ({ findings }) => findings.broken.size,
  "longest answer": ({ longestAnswerMs }) => seconds(longestAnswerMs),
  "longest recovery": ({ longestRecoveryMs }) => seconds(longestRecoveryMs),
  took: ({ seconds: took }) => seconds(took * 1000),
};

/** One row a run. */
export const tableOf = (all: readonly Figures[]): string => {
  const rows = [
    Object.keys(columns),
    ...all.map((figures) => Object.values(columns).map((cell) => String(cell(figures)))),
  ];
  const widths = Object.keys(columns).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join("  ")).join("\n");
};
