import * as v from 'valibot';
import { begunPrefix } from '../../github/api/begun-runs.ts';
import { aWeek, type Notes } from '../../github/api/notes.ts';
import { mergeTasks, placeOf, type Task, TaskSchema } from '../../github/tasks/task.ts';

/**
 * What waits in this process alone, and no sweep would find again: commands, clicks and merge groups come by one
 * delivery, which is answered before the work is done. Written down until then, for the next process.
 */
export interface KeptTasks {
  /** Before the delivery is answered. */
  readonly keep: (task: Task) => Promise<void>;
  /** @returns what to call when the work that begins now is done: what came in the meantime stays */
  readonly begin: (task: Task) => Promise<() => Promise<void>>;
  readonly forget: (key: string) => Promise<void>;
  /** @returns what an earlier process has left */
  readonly left: () => Promise<readonly Task[]>;
}

const prefix = `${begunPrefix}task `;

export function keptTasks(notes: Notes): KeptTasks {
  const noteKey = (task: Task) => prefix + placeOf(task).key;
  return {
    keep: async (task) => {
      if (!isFoundByNobody(task)) return;
      const earlier = decode(await notes.read(noteKey(task)));
      await notes.write(noteKey(task), JSON.stringify(earlier ? mergeTasks(earlier, task) : task), aWeek);
    },
    begin: async (task) => {
      const kept = await notes.read(noteKey(task));
      return async () => {
        if (kept !== undefined && (await notes.read(noteKey(task))) === kept) await notes.remove(noteKey(task));
      };
    },
    forget: (key) => notes.remove(prefix + key),
    left: async () => (await notes.list(prefix)).flatMap((text) => decode(text) ?? []),
  };
}

function isFoundByNobody(task: Task): boolean {
  if (task.kind === 'pull') return (task.look.asks ?? []).length > 0;
  return task.kind === 'command' || task.kind === 'group';
}

function decode(text: string | undefined): Task | undefined {
  const parsed = v.safeParse(TaskSchema, text === undefined ? undefined : JSON.parse(text));
  return parsed.success ? parsed.output : undefined;
}
