import * as v from 'valibot'
import { parseYaml } from '../../lib/yaml.ts'

const Texts = v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {})
const StepSchema = v.strictObject({
  name: v.optional(v.string()),
  id: v.optional(v.string()),
  if: v.optional(v.string()),
  uses: v.optional(v.string()),
  run: v.optional(v.string()),
  shell: v.optional(v.string()),
  'working-directory': v.optional(v.string()),
  with: Texts,
  env: Texts,
})
const JobSchema = v.looseObject({
  name: v.optional(v.string()),
  'runs-on': v.optional(v.string()),
  'timeout-minutes': v.optional(v.number()),
  permissions: v.optional(v.unknown()),
  env: Texts,
  strategy: v.optional(v.unknown()),
  steps: v.optional(v.array(StepSchema), []),
})
const WorkflowSchema = v.looseObject({
  name: v.string(),
  on: v.record(v.string(), v.unknown()),
  permissions: v.optional(v.unknown()),
  concurrency: v.optional(v.unknown()),
  env: Texts,
  defaults: v.optional(v.unknown()),
  jobs: v.record(v.string(), JobSchema),
})

/** A GitHub Actions workflow, as far as its rules look; `text` is the file. */
export type Workflow = v.InferOutput<typeof WorkflowSchema> & { text: string }
export type Job = v.InferOutput<typeof JobSchema>
export type Step = v.InferOutput<typeof StepSchema>

/** Throws when a text is no YAML, or no workflow with a list of triggers by name. */
export function parseWorkflow(text: string): Workflow {
  return { ...v.parse(WorkflowSchema, parseYaml(text)), text }
}

/** How a step is spoken of. */
export const stepName = (step: Step): string => step.name ?? step.uses ?? step.run?.split('\n')[0] ?? 'a step'
