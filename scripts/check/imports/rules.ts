import type { IForbiddenRuleType } from 'dependency-cruiser'
import { LAYERS, LIBRARIES, PACKAGES, type Package } from './packages.ts'

const severity = 'error'
const under = (folder: string): string => `^${folder.replaceAll('.', '\\.')}/`

/** The rules for dependency-cruiser. */
export const IMPORT_RULES: IForbiddenRuleType[] = [
  {
    name: 'no-circular-import',
    severity,
    comment: 'A cycle has no first module. Extract what both need.',
    from: {},
    to: { circular: true },
  },
  ...PACKAGES.map(packageRule),
  ...LAYERS.map(({ name, from, to, because }): IForbiddenRuleType => ({
    name,
    severity,
    comment: because,
    from: { path: from },
    to: { path: to },
  })),
  ...LIBRARIES.map(({ name, library, onlyIn }): IForbiddenRuleType => ({
    name: `library-${name}`,
    severity,
    comment: `${name} is imported only in ${onlyIn.join(', ')}`,
    from: { pathNot: [...onlyIn, '^tests/', 'node_modules'] },
    to: { path: library.source },
  })),
]

function packageRule({ folder, mayImport }: Package): IForbiddenRuleType {
  const own = [folder, ...mayImport]
  const others = PACKAGES.map((one) => one.folder).filter((one) => one !== folder)
  return {
    name: `package-${folder.replaceAll('/', '-')}`,
    severity,
    comment: `${folder} may import ${mayImport.join(', ') || 'no other package'}.`,
    from: { path: under(folder) },
    to: { path: [...others.map(under), '^[^/]+\\.config\\.ts$'], pathNot: own.map(under) },
  }
}
