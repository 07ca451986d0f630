// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.engine;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;

/**
 * The first class of the DynamoDB Local process: has its server listen on the loopback interface
 * only, on a port the system picks, says which on standard output, and ends the process when
 * standard input ends.
 *
 * <p>Standard input is a pipe from the local cloud; the system closes it however that process ends,
 * even when it is killed, so no server is left behind. The class uses nothing but the JDK and is
 * the only one of ours that this process sees: DynamoDB Local is called through its documented
 * entry point and is neither compiled against nor shipped.
 */
final class DynamoDbLauncher {
  static final String READY = "millrace: DynamoDB Local listens on port ";
  private static final String SERVER = "software.amazon.dynamodb.services.local.main.ServerRunner";

  private DynamoDbLauncher() {}

  // standard output is this process's one way to say something
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    Object proxy =
        Class.forName(SERVER)
            .getMethod("createServerFromCommandLineArgs", String[].class)
            .invoke(null, (Object) arguments);
    Field field = proxy.getClass().getDeclaredField("server");
    field.setAccessible(true);
    Object jetty = field.get(proxy);
    Object connectors = jetty.getClass().getMethod("getConnectors").invoke(jetty);
    Object connector = Array.get(connectors, 0);
    connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
    connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
    proxy.getClass().getMethod("start").invoke(proxy);
    Object port = connector.getClass().getMethod("getLocalPort").invoke(connector);
    System.out.println(READY + port);
    System.out.flush();
    while (System.in.read() >= 0) {
      // nothing is ever sent: only the end of the stream matters
    }
    proxy.getClass().getMethod("stop").invoke(proxy); // writes what is on its way to the disk
    Runtime.getRuntime().halt(0);
  }
}
