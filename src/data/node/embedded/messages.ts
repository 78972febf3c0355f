import * as z from 'zod/mini';

/** What the engine's process tells the one that started it. */
export const engineMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** The data belong to another process. */
  z.object({ kind: z.literal('busy'), processId: z.number() }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type EngineMessage = z.infer<typeof engineMessage>;

/** The pipe that carries PostgreSQL's protocol, as the engine's process sees it. */
export const protocolDescriptor = 4;
