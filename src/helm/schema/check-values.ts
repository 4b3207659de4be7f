import { readJson } from '../../gotemplate/functions/encoding/read-json.ts';
import { Budget } from '../../gotemplate/run/budget.ts';
import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import { BudgetExceeded, GoError } from '../../gotemplate/value/go-error.ts';
import { typeName } from '../../gotemplate/value/kinds.ts';
import { GoMap } from '../../gotemplate/value/value.ts';
import { onceEach } from '../../memo/by-value.ts';
import { type Chart, pathWithin } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';
import { checkValue, TOO_DEEP } from './check.ts';
import { SchemaDocument } from './document/schema-document.ts';
import { SchemaNotChecked } from './document/schema-not-checked.ts';
import { showProblem } from './model/problem.ts';
import { verifySchema } from './verify-schema.ts';

/** How often a value may be held to a schema for one release: sixty times what public charts take. */
const MOST_CHECKS = 300_000;
/** The same for the form of a schema. */
const MOST_CHECKS_OF_FORM = 500_000;

/**
 * Holds values to the schema of a chart and to those of the charts in it: `ValidateAgainstSchema` of Helm's
 * pkg/chart/common/util.
 *
 * @param values of the root chart, with those of the charts in it
 * @returns the charts, by their paths, whose schema was not checked, as it refers to what is elsewhere
 * @throws HelmError with all that does not meet a schema; BudgetExceeded
 */
export function checkValues(chart: Chart, values: GoMap): readonly string[] {
  const unchecked: string[] = [];
  const budget = new Budget({ steps: MOST_CHECKS });
  const problems = withinReason(() => problemsOf(chart, values, undefined, { unchecked, budget }));
  if (problems === '') return unchecked;
  throw new HelmError(`values don't meet the specifications of the schema(s) in the following chart(s):\n${problems}`);
}

/** @throws BudgetExceeded where schemas are held to too often, or refer on too far for the stack */
function withinReason<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof BudgetExceeded) {
      if (error.message === TOO_DEEP) throw error;
      const what = error.budget === 'depth' ? 'are nested too deep' : 'take too many steps';
      throw new BudgetExceeded(error.budget, `the schemas of the chart ${what}`);
    }
    if (error instanceof RangeError) throw new BudgetExceeded('depth', TOO_DEEP);
    throw error;
  }
}

/** What the checks of all charts share. */
interface Shared {
  readonly unchecked: string[];
  readonly budget: Budget;
}

function problemsOf(chart: Chart, values: GoMap, parent: string | undefined, shared: Shared): string {
  const path = pathWithin(parent, chart);
  let problems = '';
  try {
    const own = chart.schema === undefined ? '' : problemsWith(chart.schema, values, shared.budget);
    if (own !== '') problems += `${chart.metadata.name}:\n${own}`;
  } catch (error) {
    if (!(error instanceof SchemaNotChecked)) throw error;
    shared.unchecked.push(path);
  }
  for (const subchart of chart.dependencies) {
    const { name } = subchart.metadata;
    const own = values.get(name);
    if (own instanceof GoMap) problems += problemsOf(subchart, own, path, shared);
    else if (own !== undefined && own !== null) {
      problems += `${name}:\ninvalid type for values: expected object (map), got ${typeName(own)}\n`;
    }
  }
  return problems;
}

function problemsWith(schema: Uint8Array, values: GoMap, budget: Budget): string {
  try {
    const document = verifiedOnce(schema)();
    const problem = checkValue(document, document.root, values, budget);
    if (problem === undefined) return '';
    const causes = problem.kind === 'group' ? problem.causes : [problem];
    return `${causes.map((cause) => showProblem(cause)).join('')}`;
  } catch (error) {
    if (error instanceof GoError || error instanceof HelmError) return error.message;
    throw error;
  }
}

/** Most schemas of a chart are long, and the same however often it is rendered. */
const verifiedOnce = onceEach((schema: Uint8Array): (() => SchemaDocument) => {
  try {
    const document = new SchemaDocument(readJson(decodeBytes(schema)));
    verifySchema(document, new Budget({ steps: MOST_CHECKS_OF_FORM }));
    return () => document;
  } catch (error) {
    return () => {
      throw error;
    };
  }
});
