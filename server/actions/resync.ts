import type { Handler } from "../domain/handler.js";

export const resync: Handler<"resync"> = ({ program }, { integration: id }) => {
  const integration = program.integrations?.find((each) => each.id === id);
  if (!integration) throw new Error(`The program was read without ${id}`);
  return { effects: [{ kind: "resync", integration }] };
};
