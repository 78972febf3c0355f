export const elementTypes = ['text', 'integer', 'bigint', 'numeric', 'boolean', 'date', 'timestamptz', 'interval', 'uuid', 'jsonb'] as const;
export type ElementType = (typeof elementTypes)[number];
export type ParameterType = ElementType | `${ElementType}[]`;

/** A declared parameter: `-- @param name type = default "description"`. Without a default a value is required. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** The type's input text. */
  readonly default?: string;
  readonly description?: string;
}
