import * as v from 'valibot'

const Reference = v.pipe(v.string(), v.minLength(1))
const LicenceSchema = v.union([
  v.strictObject({ license: v.strictObject({ id: Reference }) }),
  v.strictObject({ license: v.strictObject({ name: Reference }) }),
  v.strictObject({ expression: Reference }),
])
const ComponentSchema = v.strictObject({
  type: v.picklist(['application', 'framework', 'library', 'platform']),
  'bom-ref': Reference,
  name: Reference,
  version: Reference,
  scope: v.optional(v.literal('required')),
  purl: v.optional(v.pipe(v.string(), v.regex(/^pkg:[a-z]+\/[^\s@]+@[^\s@]+$/))),
  cpe: v.optional(v.pipe(v.string(), v.regex(/^cpe:2\.3:a(:[^:\s]+){10}$/))),
  hashes: v.optional(
    v.array(
      v.strictObject({ alg: v.literal('SHA-512'), content: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)) }),
    ),
  ),
  licenses: v.optional(v.pipe(v.array(LicenceSchema), v.minLength(1))),
})

/**
 * The part of CycloneDX 1.5 that the bill of materials uses. It also checks what a JSON schema cannot express: every
 * reference is unique, and every dependency is the reference of a component.
 * Source: https://cyclonedx.org/docs/1.5/json/
 */
export const SbomSchema = v.pipe(
  v.strictObject({
    $schema: v.literal('http://cyclonedx.org/schema/bom-1.5.schema.json'),
    bomFormat: v.literal('CycloneDX'),
    specVersion: v.literal('1.5'),
    serialNumber: v.pipe(v.string(), v.regex(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)),
    version: v.literal(1),
    metadata: v.strictObject({
      timestamp: v.pipe(v.string(), v.isoTimestamp()),
      lifecycles: v.array(v.strictObject({ phase: v.literal('build') })),
      component: ComponentSchema,
    }),
    components: v.array(ComponentSchema),
    dependencies: v.array(v.strictObject({ ref: Reference, dependsOn: v.array(Reference) })),
  }),
  v.check(({ metadata, components }) => {
    const refs = [metadata.component, ...components].map((component) => component['bom-ref'])
    return new Set(refs).size === refs.length
  }, 'two components have one bom-ref'),
  v.check(({ metadata, components, dependencies }) => {
    const refs = new Set([metadata.component, ...components].map((component) => component['bom-ref']))
    return dependencies.every(({ ref, dependsOn }) => [ref, ...dependsOn].every((one) => refs.has(one)))
  }, 'a dependency refers to no component'),
)

export type Sbom = v.InferOutput<typeof SbomSchema>
export type SbomComponent = v.InferOutput<typeof ComponentSchema>
