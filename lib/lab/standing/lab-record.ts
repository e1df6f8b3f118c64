import * as z from 'zod';

const processId = z.object({ pid: z.int(), startTime: z.string() }).readonly();

/** What a lab's file holds. What another version wrote may lack all but who holds the lab, so that it can be taken down. */
export const labRecord = z
  .object({
    name: z.string(),
    /** Who builds it; it lives as long as its builder until `holder` is there. */
    builder: processId,
    /** First process of the lab. @default it does not stand by itself yet */
    holder: processId.optional(),
    /** RFC 3339. @default not known */
    createdAt: z.string().optional(),
    /** The spec, as parseSpec reads it. */
    spec: z.unknown(),
    /** What was broken on purpose, by name. @default nothing */
    fault: z.object({ name: z.string(), seed: z.number() }).readonly().optional().catch(undefined),
    /** What could not be realised, such as `nat`. @default nothing */
    omitted: z.array(z.string()).readonly().default([]),
  })
  .readonly();

/** A lab as its file describes it. */
export type LabRecord = z.output<typeof labRecord>;

/** A lab that stands by itself. */
export type StandingLab = LabRecord & { readonly holder: NonNullable<LabRecord['holder']> };
