// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import java.util.Map;

/** Settings of the deployment hook. */
record DeploymentHookConfig(String recordsTable, String uploadsBucket) {

  @Meaning("Table that the item of the synthetic event is looked for in")
  static final String RECORDS_TABLE = "RECORDS_TABLE";

  @Meaning("Bucket that the synthetic upload is put into")
  static final String UPLOADS_BUCKET = "UPLOADS_BUCKET";

  static DeploymentHookConfig from(Map<String, String> env) {
    Settings settings = new Settings("deployment hook", env);
    DeploymentHookConfig config =
        new DeploymentHookConfig(settings.text(RECORDS_TABLE), settings.text(UPLOADS_BUCKET));
    settings.check();
    return config;
  }
}
