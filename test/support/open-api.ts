import type { HttpClient } from './http-client.js';

export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  nullable?: boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  default?: unknown;
  $ref?: string;
}

export interface Operation {
  method: string;
  path: string;
  parameters: { name: string; in: string; required?: boolean; schema?: JsonSchema }[];
  /** What is done, in the words of the policy table; undefined when the document does not say. */
  action: string | undefined;
  /** Of a JSON body; undefined without one. */
  body: JsonSchema | undefined;
  /** What it may answer, by status or `default`; null where the document names no JSON, as for files. */
  answers: Record<string, JsonSchema | null>;
}

type Content = Record<string, { schema?: JsonSchema }>;

interface Document {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: Operation['parameters'];
        'x-action'?: string;
        requestBody?: { content?: Content };
        responses?: Record<string, { content?: Content }>;
      }
    >
  >;
  components?: { schemas?: Record<string, JsonSchema> };
}

/** Every operation of the OpenAPI document that the server publishes, references resolved. */
export async function readApi(client: HttpClient): Promise<Operation[]> {
  const { body } = await client.get<Document>('/api/docs/openapi.json');
  const schemas = body.components?.schemas ?? {};
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const content = operation.requestBody?.content ?? {};
      const json = content['application/json']?.schema;
      return {
        method: method.toUpperCase(),
        path,
        action: operation['x-action'],
        parameters: (operation.parameters ?? []).map((p) => ({
          ...p,
          ...(p.schema ? { schema: resolve(p.schema, schemas) } : {}),
        })),
        body: json ? resolve(json, schemas) : undefined,
        answers: Object.fromEntries(
          Object.entries(operation.responses ?? {}).map(([status, { content: said }]) => {
            const answer = said?.['application/json']?.schema;
            return [status, answer ? resolve(answer, schemas) : null];
          }),
        ),
      };
    }),
  );
}

function resolve(
  { nullable, ...schema }: JsonSchema,
  schemas: Record<string, JsonSchema>,
  depth = 0,
): JsonSchema {
  if (depth > 12) return {};
  // OpenAPI 3.0 has a word of its own for what may be null.
  if (nullable === true) return { anyOf: [resolve(schema, schemas, depth + 1), { type: 'null' }] };
  if (schema.$ref !== undefined) {
    return resolve(schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] ?? {}, schemas, depth + 1);
  }
  // How a reference with something beside it is written.
  const [only] = schema.allOf ?? [];
  if (only && schema.allOf?.length === 1) return resolve(only, schemas, depth + 1);
  const each = (list: JsonSchema[]) => list.map((s) => resolve(s, schemas, depth + 1));
  return {
    ...schema,
    ...(schema.anyOf ? { anyOf: each(schema.anyOf) } : {}),
    ...(schema.oneOf ? { oneOf: each(schema.oneOf) } : {}),
    ...(schema.allOf ? { allOf: each(schema.allOf) } : {}),
    ...(schema.items ? { items: resolve(schema.items, schemas, depth + 1) } : {}),
    ...(typeof schema.additionalProperties === 'object'
      ? { additionalProperties: resolve(schema.additionalProperties, schemas, depth + 1) }
      : {}),
    ...(schema.properties
      ? {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([k, v]) => [k, resolve(v, schemas, depth + 1)]),
          ),
        }
      : {}),
  };
}
