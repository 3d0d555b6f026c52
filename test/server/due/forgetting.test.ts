import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type RawBuilder, sql } from "kysely";
import { firstOperationId } from "../../../server/domain/new-id.js";
import { forgetOldRefusals } from "../../../server/due/forget-refusals.js";
import { forgetRetained } from "../../../server/due/forget-retained.js";
import { NOW, TestClock } from "../../support/backend.js";
import { buffersOf, type Recorded, recordStatements } from "../../support/buffers.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember, makeTenant } from "../../support/tenant.js";

const clock = new TestClock(NOW);
const days = (count: number) => new Date(clock.now().getTime() - count * 86_400_000);

type Text = string | null;

for (const { name, open } of databases)
  describe(`what is forgotten on ${name}`, () => {
    let opened: OpenDatabase;
    let recorded: Recorded;
    let tenant: string;
    let member: string;
    let ids = 0;
    before(async () => {
      opened = await open();
      recorded = recordStatements(opened.database);
      tenant = await makeTenant(opened.database, { retention: { notes: 30 } });
      member = await makeMember(opened.database, tenant);
    });
    after(() => opened.close());

    const run = (query: RawBuilder<unknown>) => query.execute(opened.database);
    const numbered = (count: number) => sql`generate_series(${(ids += count) - count}::int, ${ids - 1}::int) as n`;

    const jobs = [
      {
        kind: "messages",
        begins: 'update "message"',
        forget: () => forgetRetained({ database: recorded.database, clock }),
        add: (count: number, at: Date, text: Text) =>
          run(sql`insert into message (tenant, id, member_id, operation_id, channel, body, segments, consent, status,
              created_at, updated_at)
            select ${tenant}, 'm' || n, ${member}, 'o' || n, 'sms', ${text}::text, 1, true, 'sent', ${at}, ${at}
            from ${numbered(count)}`),
        remembered: sql<{ count: number }>`select count(*) as count from message where body is not null`,
      },
      {
        kind: "notes",
        begins: 'delete from "member_text"',
        forget: () => forgetRetained({ database: recorded.database, clock }),
        add: (count: number, at: Date, text: Text) =>
          run(sql`insert into member_text (tenant, operation_id, field, member_id, text)
            select ${tenant}, ${firstOperationId(at)} || n, ${text === null ? "tag" : "note"}, ${member}, 'text'
            from ${numbered(count)}`),
        remembered: sql<{ count: number }>`select count(*) as count from member_text where field = 'note'`,
      },
      {
        kind: "approvals",
        begins: 'update "approval"',
        forget: () => forgetRetained({ database: recorded.database, clock }),
        add: (count: number, at: Date, text: Text) =>
          run(sql`insert into approval (tenant, id, member_id, operator_id, action, asked, requested_at, expires_at, status)
            select ${tenant}, 'o' || n, ${member}, 'u_ari', 'add', ${text}::text, ${at}, ${new Date(at.getTime() - 60 * 86_400_000)}, 'expired'
            from ${numbered(count)}`),
        remembered: sql<{ count: number }>`select count(*) as count from approval where asked is not null`,
      },
      {
        kind: "refusals",
        begins: "update operation",
        forget: () => forgetOldRefusals({ database: recorded.database, clock }),
        add: (count: number, at: Date, text: Text) =>
          run(sql`insert into operation (tenant, id, scope, key, action, source, at, status, receipt)
            select ${tenant}, 'o' || n, 'test', 'k' || n, 'add', 'manual', ${at}, 'refused', ${text}::text
            from ${numbered(count)}`),
        remembered: sql<{ count: number }>`select count(*) as count from operation where receipt is not null`,
      },
    ];

    for (const { kind, begins, forget, add, remembered } of jobs)
      test(`old ${kind} are forgotten a bounded number at a time, by an index that holds no others`, async () => {
        const leftOver = async () => (await remembered.execute(opened.database)).rows[0]?.count;
        await add(2500, days(60), "text");
        await add(1, days(1), "text");
        recorded.statements.length = 0;
        await forget();
        const statements = recorded.statements.filter((each) => each.sql.trim().startsWith(begins));
        assert.equal(statements.length, 3, "of 1,000 rows at most each");
        assert.equal(await leftOver(), 1);

        const [statement] = statements;
        assert(statement);
        const cost = async () => {
          await run(sql`vacuum analyze`);
          return buffersOf(opened.database, statement);
        };
        const few = await cost();
        await add(10_000, days(60), null);
        await add(10_000, days(1), "text");
        const many = await cost();
        assert(many <= few + 10, `${few} buffers beside 2,500 ${kind}, ${many} beside 22,500`);
      });
  });
