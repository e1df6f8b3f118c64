/** Data of JSON. */
export type Data = string | number | boolean | null | Data[] | Fields;
/** An object of it. */
export interface Fields {
  [key: string]: Data;
}
