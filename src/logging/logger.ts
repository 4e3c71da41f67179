import { type DestinationStream, type LevelWithSilent, type LogFn, type Logger, pino } from 'pino';

/**
 * What may be printed, by key: ids, codes, counts, times. Nothing else is, whatever an object that is
 * passed by accident holds: no citizen's words, names or handles, no addresses, no tokens.
 */
const PRINTED = new Set([
  'actor',
  'attempt',
  'bytes',
  'channel',
  'check',
  'code',
  'command',
  'connector',
  'count',
  'delivery',
  'department',
  'desk',
  'durationMs',
  'entries',
  'host',
  'item',
  'job',
  'kind',
  'letter',
  'method',
  'migration',
  'outcome',
  'part',
  'person',
  'platform',
  'port',
  'reply',
  'retryMs',
  'route',
  'row',
  'size',
  'speed',
  'state',
  'status',
  'town',
  'verb',
  'version',
]);

/** A code or an id: without spaces and short, as a sentence or a mail address never is. */
const CODE = /^[\w.:+/-]{0,100}$/;
const WITHHELD = '[withheld]';

/** JSON lines. Times are ISO in UTC. */
export function createLogger(
  options: { readonly level: LevelWithSilent },
  destination?: DestinationStream,
): Logger {
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: printable,
      },
      hooks: { logMethod: plainly },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
  // pino does not format what its children are bound to.
  const { child, setBindings } = logger;
  logger.child = function bound(this: Logger, bindings: object, more?: object) {
    return child.call(this, printable({ ...bindings }), more);
  } as typeof child;
  logger.setBindings = function bind(this: Logger, bindings) {
    setBindings.call(this, printable(bindings));
  };
  return logger;
}

/**
 * The message is a sentence of ours, printed as it stands: nothing is put into it, and an error's own
 * message (Prisma's quotes the row it failed on) never becomes it.
 */
function plainly(this: Logger, [first, second]: unknown[], method: LogFn): void {
  if (typeof first === 'string') method.call(this, {}, first);
  else method.call(this, first, typeof second === 'string' ? second : 'without words');
}

function printable(object: Record<string, unknown>): Record<string, unknown> {
  const printed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    if (value instanceof Error) printed[key === 'error' ? key : 'err'] = bareError(value);
    else if (PRINTED.has(key)) printed[key] = bareValue(value);
  }
  return printed;
}

const bareValue = (value: unknown): unknown => {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return typeof value === 'string' && CODE.test(value) ? value : WITHHELD;
};

/** Where it happened and what kind it is; its words only when the system itself wrote them. */
function bareError(error: Error): Record<string, unknown> {
  const { code, syscall, cause } = error as NodeJS.ErrnoException;
  // An error's message stands in its stack, too, and may look like anything.
  const frames = (error.stack ?? '').replace(error.message, '').split('\n');
  const at = frames.filter((line) => /^ +at .*:\d+:\d+\)?$/.test(line));
  return {
    name: bareValue(error.name),
    ...(code === undefined ? {} : { code: bareValue(code) }),
    ...(syscall === undefined ? {} : { message: error.message }),
    at: at.map((line) => line.trim()).slice(0, 12),
    ...(cause instanceof Error ? { cause: bareError(cause) } : {}),
  };
}
