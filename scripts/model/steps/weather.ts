import type { Step } from './step.ts';

/** What goes wrong, and time. */
export const weatherSteps: readonly Step[] = [
  {
    name: 'GitHub fails before it did it',
    weight: 2,
    act: ({ machine }, random) => {
      const [pending] = machine.pending.splice(random.below(machine.pending.length), 1);
      pending?.fail();
      return pending?.what;
    },
  },
  {
    name: 'GitHub fails after it did it',
    weight: 2,
    act: ({ machine }, random) => {
      const [pending] = machine.pending.splice(random.below(machine.pending.length), 1);
      pending?.happen();
      pending?.fail();
      return pending?.what;
    },
  },
  {
    name: 'the process dies',
    weight: 3,
    act: ({ machine }, random) => {
      // What was on its way arrives, or does not.
      for (const pending of machine.pending) if (random.chance(0.5)) pending.happen();
      const keeps = { keepsNotes: random.chance(0.5), keepsTasks: random.chance(0.5) };
      machine.crash(keeps);
      return JSON.stringify(keeps);
    },
  },
  {
    name: 'what failed is tried again',
    weight: 6,
    act: ({ machine }) => {
      if (machine.later.size === 0) return undefined;
      machine.tryAgain();
      return 'all';
    },
  },
  {
    name: 'the record of pushes lags',
    weight: 1,
    act: ({ world }, random) => {
      world.lag = world.lag === 0 && random.chance(0.5) ? 1 : 0;
      return `by ${world.lag}`;
    },
  },
  {
    name: 'seconds pass',
    weight: 8,
    act: ({ world }, random) => {
      world.time += 1000 + random.below(3000);
      return world.now();
    },
  },
];
