import { load } from 'js-yaml'

/** What a YAML file holds, to be parsed by a schema; throws with the line when it is no YAML. */
export function parseYaml(text: string): unknown {
  return load(text)
}
