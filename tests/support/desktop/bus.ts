import { existsSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readyOrEnded, startBackground } from './process.ts'

export type SessionBus = { address: string; stop(): Promise<void> }

/**
 * The services this bus may start on demand. With the default folder, a
 * notification that is sent while no server runs would start an installed server.
 */
const SERVICES = ['org.xfce.Xfconf.service', 'org.a11y.Bus.service', 'ca.desrt.dconf.service']
const INSTALLED = '/usr/share/dbus-1/services'

const config = (address: string, services: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <!-- Who may enter the folder may talk: a test starts a program under another account. -->
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <limit name="max_message_size">1000000000</limit>
</busconfig>
`

/** Starts a session bus of its own, with its socket in `folder` (keep that path short). */
export async function startBus(folder: string, env: NodeJS.ProcessEnv): Promise<SessionBus> {
  const address = `unix:path=${join(folder, 'bus')}`
  const services = join(folder, 'services')
  await mkdir(services)
  for (const name of SERVICES) {
    if (existsSync(join(INSTALLED, name))) await symlink(join(INSTALLED, name), join(services, name))
  }
  const file = join(folder, 'bus.conf')
  await writeFile(file, config(address, services))

  const args = [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=3']
  const program = await startBackground('dbus-daemon', args, {
    // What the bus starts has to find the screen and the bus itself.
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: address },
    extra: true,
  })
  await readyOrEnded(program, new Promise((resolve) => program.extra?.once('data', resolve)))
  return { address, stop: () => program.stop() }
}
