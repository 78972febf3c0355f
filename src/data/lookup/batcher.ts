import type { Asked } from '../store/cards';

interface Batch<Answer> {
  readonly asked: Map<string, Asked>;
  readonly controller: AbortController;
  readonly answers: Promise<ReadonlyMap<string, Answer>>;
  waiting: number;
}

/** Milliseconds from one batch to the next: what is asked for meanwhile goes together. */
const coalescing = 15;
const mostInBatch = 500;

/**
 * Gathers what many ask for into few questions. An identifier that is on its way is not asked again; the first batch
 * after a pause goes at once. A waiter that aborts leaves the others waiting; the last one to leave aborts the question.
 */
export function createBatcher<Answer>(ask: (asked: readonly Asked[], signal: AbortSignal) => Promise<ReadonlyMap<string, Answer>>, clock: () => number) {
  const onTheirWay = new Map<string, Batch<Answer>>();
  let gathering: Batch<Answer> | undefined;
  let lastSent = -Infinity;

  function open(): Batch<Answer> {
    const asked = new Map<string, Asked>();
    const controller = new AbortController();
    const answers = pause(lastSent + coalescing - clock()).then(async () => {
      if (gathering === batch) gathering = undefined;
      if (controller.signal.aborted) return new Map<string, Answer>();
      lastSent = clock();
      return ask([...asked.values()], controller.signal);
    });
    const batch: Batch<Answer> = { asked, controller, answers, waiting: 0 };
    return batch;
  }

  function join(one: Asked): Batch<Answer> {
    const known = onTheirWay.get(one.id);
    if (known) return known;
    if (!gathering || gathering.asked.size >= mostInBatch) gathering = open();
    gathering.asked.set(one.id, one);
    onTheirWay.set(one.id, gathering);
    return gathering;
  }

  function leave(batch: Batch<Answer>): void {
    batch.waiting -= 1;
    if (batch.waiting > 0) return;
    batch.controller.abort();
    if (gathering === batch) gathering = undefined;
    for (const id of batch.asked.keys()) if (onTheirWay.get(id) === batch) onTheirWay.delete(id);
  }

  /** The answers by identifier, or undefined when `signal` fired first. */
  return async (asked: readonly Asked[], signal?: AbortSignal): Promise<ReadonlyMap<string, Answer> | undefined> => {
    const batches = [...new Set(asked.map(join))];
    for (const batch of batches) batch.waiting += 1;
    try {
      const answers = await unlessAborted(Promise.all(batches.map((batch) => batch.answers)), signal);
      return answers && new Map(answers.flatMap((part) => [...part]));
    } finally {
      batches.forEach(leave);
    }
  };
}

const pause = (milliseconds: number): Promise<void> => (milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : Promise.resolve());

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (!signal) return work;
  if (signal.aborted) return undefined;
  let stop = (): void => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
