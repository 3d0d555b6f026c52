import type { A_Expr, JoinExpr, Node, RangeFunction, SelectStmt, WithClause } from "libpg-query";
import { Ties } from "./ties.js";

const TENANT = "tenant";

/** A table that a statement reads or writes, by the name of its tenant's column among the ties. */
export interface Relation {
  readonly table: string;
  readonly tenant: string;
}

/** A column of what a part of a statement answers; `tie` is null where it is nothing that a tenant may be held by. */
interface Column {
  readonly name: string;
  readonly tie: string | null;
}

/** Something that columns come from: a table, a part of the statement, a function. */
interface Source {
  readonly name: string;
  /** Null: it has no tenant. */
  readonly tenant: string | null;
}

/** What names mean in a part of a statement: those of the part itself, then those around it. */
interface Level {
  readonly sources: Source[];
  readonly parts: Map<string, string | null>;
  readonly around: Level | null;
}

const levelIn = (around: Level | null): Level => ({ sources: [], parts: new Map(), around });

const nameIn = (node: Node | undefined): string | undefined =>
  node && "String" in node ? node.String.sval : undefined;

const namesIn = (nodes: readonly Node[] = []): string[] => nodes.flatMap((node) => nameIn(node) ?? []);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Calls for each node below, with its kind; not below one for which it answers true. */
export const walk = (tree: unknown, visit: (kind: string, node: unknown) => boolean): void => {
  if (isList(tree)) for (const each of tree) walk(each, visit);
  else if (typeof tree === "object" && tree !== null)
    for (const [kind, node] of Object.entries(tree)) if (!visit(kind, node)) walk(node, visit);
};

/** Reads one statement: which relations it has, and what their tenants are equal to. */
export class Reading {
  readonly ties = new Ties();
  readonly relations: Relation[] = [];
  #count = 0;

  #name(of: string): string {
    return `${of}#${++this.#count}`;
  }

  #partNamed(name: string, level: Level | null): string | null | undefined {
    for (let at = level; at; at = at.around) if (at.parts.has(name)) return at.parts.get(name);
    return undefined;
  }

  /** The tie of a source's tenant; of the only one that has a tenant where none is named. */
  #tenantOf(source: string | undefined, level: Level | null): string | null {
    for (let at = level; at; at = at.around) {
      const found = at.sources.filter(({ name, tenant }) => (source ? name === source : tenant !== null));
      for (const [index, { tenant }] of found.entries())
        if (index > 0) this.ties.equal(found[0]?.tenant ?? null, tenant);
      if (found[0]) return found[0].tenant;
    }
    return null;
  }

  /** What an expression may hold a tenant by, or be held by. */
  #tieOf(node: Node | undefined, level: Level): string | null {
    if (!node) return null;
    if ("ParamRef" in node) return `$${node.ParamRef.number ?? 0}`;
    if ("A_Const" in node) return node.A_Const.isnull ? null : `'${JSON.stringify(node.A_Const.sval ?? node.A_Const)}`;
    if ("TypeCast" in node) return this.#tieOf(node.TypeCast.arg, level);
    if ("CollateClause" in node) return this.#tieOf(node.CollateClause.arg, level);
    if (!("ColumnRef" in node)) return null;
    const names = namesIn(node.ColumnRef.fields);
    return names.at(-1) === TENANT ? this.#tenantOf(names.at(-2), level) : null;
  }

  #add(level: Level, name: string, tenant: string | null): Source {
    const source = { name, tenant };
    level.sources.push(source);
    return source;
  }

  #table(level: Level, table: string, alias: string | undefined): Source {
    const part = this.#partNamed(table, level);
    if (part !== undefined) return this.#add(level, alias ?? table, part);
    const tenant = this.#name(table);
    this.relations.push({ table, tenant });
    return this.#add(level, alias ?? table, tenant);
  }

  #function(level: Level, { alias, functions = [], coldeflist = [], ...rest }: RangeFunction): Source {
    const lists = [rest, functions, coldeflist];
    let hasTenant = false;
    walk([functions, coldeflist], (kind, node) => {
      const isRow = kind === "FuncCall" && JSON.stringify(node).includes("populate_recordset");
      const isColumn = kind === "ColumnDef" && (node as { colname?: string }).colname === TENANT;
      hasTenant ||= isRow || isColumn;
      return false;
    });
    this.#expressions(lists, level);
    return this.#add(level, alias?.aliasname ?? "", hasTenant ? this.#name("function") : null);
  }

  #from(node: Node, level: Level): readonly Source[] {
    if ("RangeVar" in node) return [this.#table(level, node.RangeVar.relname ?? "", node.RangeVar.alias?.aliasname)];
    if ("RangeFunction" in node) return [this.#function(level, node.RangeFunction)];
    if ("JoinExpr" in node) return this.#join(node.JoinExpr, level);
    if (!("RangeSubselect" in node)) throw new Error(`Unknown in a from clause: ${Object.keys(node).join(", ")}`);
    const { subquery, alias } = node.RangeSubselect;
    const columns = subquery ? this.statement(subquery, level) : [];
    return [this.#add(level, alias?.aliasname ?? "", tenantIn(columns))];
  }

  #join({ larg, rarg, quals, usingClause, jointype, isNatural }: JoinExpr, level: Level): readonly Source[] {
    const left = larg ? this.#from(larg, level) : [];
    const right = rarg ? this.#from(rarg, level) : [];
    const all = [...left, ...right];
    if (isNatural || namesIn(usingClause).includes(TENANT))
      for (const { tenant } of all) this.ties.equal(all.find((each) => each.tenant !== null)?.tenant ?? null, tenant);
    // What an outer join asks of the rows that it keeps in any case does not hold them to anything.
    const held = jointype === "JOIN_LEFT" ? right : all;
    if (quals)
      this.#condition(
        quals,
        level,
        held.flatMap(({ tenant }) => tenant ?? []),
      );
    return all;
  }

  /** @param held of an outer join, which tenants its condition holds; left out: any */
  #condition(node: Node, level: Level, held?: readonly string[]): void {
    if ("BoolExpr" in node && node.BoolExpr.boolop === "AND_EXPR")
      for (const each of node.BoolExpr.args ?? []) this.#condition(each, level, held);
    else if ("A_Expr" in node && isEquality(node.A_Expr)) this.#equality(node.A_Expr, level, held);
    else if ("SubLink" in node && node.SubLink.subLinkType === "ANY_SUBLINK") {
      const { testexpr, subselect } = node.SubLink;
      const columns = subselect ? this.statement(subselect, level) : [];
      for (const [index, each] of itemsOf(testexpr).entries())
        this.ties.equal(this.#tieOf(each, level), columns[index]?.tie ?? null);
      this.#expressions(testexpr, level);
    } else this.#expressions(node, level);
  }

  #equality({ lexpr, rexpr }: A_Expr, level: Level, held: readonly string[] | undefined): void {
    const right = itemsOf(rexpr);
    for (const [index, each] of itemsOf(lexpr).entries()) {
      const [one, other] = [this.#tieOf(each, level), this.#tieOf(right[index], level)];
      const holds = !held || [one, other].some((tie) => tie !== null && held.includes(tie));
      if (holds) this.ties.equal(one, other);
    }
    this.#expressions([lexpr, rexpr], level);
  }

  /** Statements that stand inside expressions. */
  #expressions(tree: unknown, level: Level): void {
    walk(tree, (kind, node) => {
      if (kind !== "SubLink") return false;
      const { testexpr, subselect } = node as { testexpr?: Node; subselect?: Node };
      if (subselect) this.statement(subselect, level);
      this.#expressions(testexpr, level);
      return true;
    });
  }

  #parts(clause: WithClause | undefined, level: Level): void {
    for (const node of clause?.ctes ?? []) {
      if (!("CommonTableExpr" in node)) continue;
      const { ctename = "", ctequery } = node.CommonTableExpr;
      const tenant = this.#name(ctename);
      if (clause?.recursive) level.parts.set(ctename, tenant);
      const columns = ctequery ? this.statement(ctequery, level) : [];
      const own = tenantIn(columns);
      this.ties.equal(tenant, own);
      level.parts.set(ctename, own === null ? null : tenant);
    }
  }

  #columns(targets: readonly Node[] = [], level: Level): readonly Column[] {
    return targets.flatMap((target): readonly Column[] => {
      if (!("ResTarget" in target)) return [];
      const { name, val } = target.ResTarget;
      const fields = val && "ColumnRef" in val ? (val.ColumnRef.fields ?? []) : [];
      if (fields.some((field) => "A_Star" in field)) return this.#starred(namesIn(fields)[0], level);
      return [{ name: name ?? namesIn(fields).at(-1) ?? "", tie: this.#tieOf(val, level) }];
    });
  }

  #starred(source: string | undefined, level: Level): readonly Column[] {
    return level.sources
      .filter(({ name, tenant }) => tenant !== null && (source === undefined || name === source))
      .map(({ tenant }) => ({ name: TENANT, tie: tenant }));
  }

  #select(stmt: SelectStmt, around: Level | null): readonly Column[] {
    const level = levelIn(around);
    this.#parts(stmt.withClause, level);
    if (stmt.larg && stmt.rarg) {
      const [left, right] = [this.#select(stmt.larg, level), this.#select(stmt.rarg, level)];
      return left.map(({ name, tie }, index) => {
        const both = this.#name("union");
        this.ties.all(both, [tie, right[index]?.tie ?? null]);
        return { name, tie: both };
      });
    }
    for (const node of stmt.fromClause ?? []) this.#from(node, level);
    if (stmt.whereClause) this.#condition(stmt.whereClause, level);
    const { targetList, groupClause, havingClause, sortClause, limitCount, limitOffset, valuesLists } = stmt;
    this.#expressions(
      [targetList, groupClause, havingClause, sortClause, limitCount, limitOffset, valuesLists, stmt.distinctClause],
      level,
    );
    return valuesLists ? this.#values(valuesLists, level) : this.#columns(targetList, level);
  }

  #values(lists: readonly Node[], level: Level): readonly Column[] {
    const rows = lists.map((list) => ("List" in list ? (list.List.items ?? []) : []));
    return (rows[0] ?? []).map((_, index) => {
      const tie = this.#name("values");
      this.ties.all(
        tie,
        rows.map((row) => this.#tieOf(row[index], level)),
      );
      return { name: `column${index + 1}`, tie };
    });
  }

  /** Reads a statement, or a part of one, and answers the columns that it answers. */
  statement(node: Node, around: Level | null = null): readonly Column[] {
    if ("SelectStmt" in node) return this.#select(node.SelectStmt, around);
    const level = levelIn(around);
    if ("InsertStmt" in node) {
      const { relation, cols = [], selectStmt, onConflictClause, returningClause, withClause } = node.InsertStmt;
      this.#parts(withClause, level);
      const names = cols.map((col) => ("ResTarget" in col ? col.ResTarget.name : undefined));
      const columns = selectStmt ? this.statement(selectStmt, level) : [];
      const { tenant } = this.#table(level, relation?.relname ?? "", relation?.alias?.aliasname);
      // Tables begin with their tenant.
      const given = columns[cols.length === 0 ? 0 : names.indexOf(TENANT)]?.tie ?? null;
      if (tenant !== null) this.ties.all(tenant, [given]);
      this.#expressions(onConflictClause, level);
      return this.#columns(returningClause?.exprs, level);
    }
    if ("UpdateStmt" in node) {
      const { relation, fromClause = [], whereClause, targetList, returningClause, withClause } = node.UpdateStmt;
      this.#parts(withClause, level);
      this.#table(level, relation?.relname ?? "", relation?.alias?.aliasname);
      for (const each of fromClause) this.#from(each, level);
      if (whereClause) this.#condition(whereClause, level);
      this.#expressions([targetList, returningClause], level);
      return this.#columns(returningClause?.exprs, level);
    }
    if ("DeleteStmt" in node) {
      const { relation, usingClause = [], whereClause, returningClause, withClause } = node.DeleteStmt;
      this.#parts(withClause, level);
      this.#table(level, relation?.relname ?? "", relation?.alias?.aliasname);
      for (const each of usingClause) this.#from(each, level);
      if (whereClause) this.#condition(whereClause, level);
      this.#expressions(returningClause, level);
      return this.#columns(returningClause?.exprs, level);
    }
    if ("DeclareCursorStmt" in node && node.DeclareCursorStmt.query)
      return this.statement(node.DeclareCursorStmt.query, around);
    if ("ExplainStmt" in node && node.ExplainStmt.query) return this.statement(node.ExplainStmt.query, around);
    return [];
  }
}

const isEquality = ({ kind, name }: A_Expr): boolean => kind === "AEXPR_OP" && nameIn(name?.[0]) === "=";

/** The expressions of a row; of anything else, itself. */
const itemsOf = (node: Node | undefined): readonly (Node | undefined)[] =>
  node && "RowExpr" in node ? (node.RowExpr.args ?? []) : [node];

const tenantIn = (columns: readonly Column[]): string | null =>
  columns.find(({ name }) => name === TENANT)?.tie ?? null;
