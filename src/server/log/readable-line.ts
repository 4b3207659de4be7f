const levels = new Map<unknown, string>([
  [10, 'trace'],
  [20, 'debug'],
  [30, 'info '],
  [40, 'warn '],
  [50, 'ERROR'],
  [60, 'FATAL'],
]);

/**
 * A line of the log for a person at a terminal: time, level, message, then what it is about.
 *
 * @param line one line of pino's JSON; anything else is given back as it is
 */
export function readableLine(line: string): string {
  const fields = parseFields(line);
  if (!fields) return line.trimEnd();
  const { time, level, msg, err, name: _name, ...about } = fields;
  const clock = typeof time === 'number' ? new Date(time).toISOString().slice(11, 23) : '';
  const details = Object.entries(about).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = errorText(err);
  return [`${clock} ${levels.get(level) ?? level} ${msg ?? ''}`, ...details, ...(stack ? [`\n${stack}`] : [])].join(
    '  ',
  );
}

function parseFields(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function errorText(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('stack' in error && typeof error.stack === 'string') return error.stack;
  return JSON.stringify(error);
}
