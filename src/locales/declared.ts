import { catalogue, problems, type ActionDeclaration } from "../../sdk/contract/index.js";

type Texts = Readonly<Record<string, string>>;

const actions: readonly ActionDeclaration[] = Object.values(catalogue);

const textsOf = (...keys: readonly ("title" | "past" | "summary" | "submit" | "done" | "caution")[]): Texts =>
  Object.fromEntries(
    actions.flatMap((action) =>
      keys.flatMap((key): [string, string][] => {
        const text = action[key];
        return text === undefined ? [] : [[`action.${action.id}.${key}`, text]];
      }),
    ),
  );

const cases: Texts = Object.fromEntries(
  actions.flatMap(({ id, cases = [] }) =>
    cases.map(({ when }, index): [string, string] => [`action.${id}.case.${index + 1}`, when]),
  ),
);

const alternatives: Texts = Object.fromEntries(
  actions.flatMap(({ alternatives = {} }) =>
    Object.entries(alternatives).map(([name, { label }]): [string, string] => [`alternative.${name}`, label]),
  ),
);

/** What an action says of its inputs. A currency is chosen with the action, and a confirmation asks in the form's words. */
const inputsOf = ({ fields }: ActionDeclaration): [string, string][] =>
  Object.entries(fields)
    .filter(([, { kind }]) => kind !== "currency" && kind !== "confirmation")
    .flatMap(([name, { label, help, none, options = [] }]): [string, string][] => [
      [`input.${name}`, label],
      ...(help ? [[`input.${name}.help`, help] as [string, string]] : []),
      ...(none ? [[`input.${name}.none`, none] as [string, string]] : []),
      ...options.map((option): [string, string] => [`option.${name}.${option.value}`, option.label]),
    ]);

/** What each action says of its inputs, by its id. Some say the same input otherwise than the others. */
export const declaredInputs: Readonly<Record<string, Texts>> = Object.fromEntries(
  actions.map((action) => [action.id, Object.fromEntries(inputsOf(action))]),
);

const ownInputs: Texts = Object.fromEntries(
  Object.entries(declaredInputs).flatMap(([id, inputs]) =>
    Object.entries(inputs).map(([input, text]): [string, string] => [`action.${id}.${input}`, text]),
  ),
);

/**
 * The English that stands in the contract's declarations: what actions and refusals are called. A profile says the names
 * of actions, a form all that they say of themselves.
 */
export const declared = {
  profile: {
    ...textsOf("title", "past"),
    ...Object.fromEntries(Object.entries(problems).map(([code, { title }]) => [`problem.${code}`, `${title}.`])),
  },
  modal: { ...textsOf("summary", "submit", "done", "caution"), ...cases, ...alternatives, ...ownInputs },
} satisfies Readonly<Record<string, Texts>>;
