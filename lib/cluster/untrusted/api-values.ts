/** Parts that objects of the API are made of, each as far as it is used. */
import * as z from 'zod';
import { oneLine } from '../../base/plain-text';
import { Address, Cidr } from '../../net';

/** Characters of a text that is only shown. */
const longestText = 10_000;

/** For people: it stays in its line. */
export const words = z.string().max(longestText).transform(oneLine);

/** Of objects: a DNS subdomain. */
export const name = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'a name has small letters, digits, - and . only');

/** Absent, or as Kubernetes writes it. */
export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

/** A text that a parser takes; what it is made of stays text. */
export const taken = (parse: (text: string) => unknown) =>
  z.string().superRefine((value, { addIssue }) => {
    try {
      parse(value);
    } catch (error) {
      addIssue({ code: 'custom', input: value, message: (error as Error).message });
    }
  });

/** An address, as text. */
export const address = taken(Address.parse);
/** A range, as text. */
export const range = taken(Cidr.parse);

/** A port; 0 where there is none. */
export const port = z.number().int().min(0).max(65_535);
