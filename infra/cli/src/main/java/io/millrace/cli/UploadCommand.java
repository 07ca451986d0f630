// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace upload}: files and folders into the uploads bucket. */
@Command(
    name = "upload",
    header = "Upload photos and event files; folders with everything in them.",
    description = {
      "A file's key is its name, a file's in a folder the path from that folder's name on.",
      "What a file is, the pipeline tells by its bytes: photos, NDJSON, CSV with a header; each may be gzipped."
    },
    footer = {"", "Example:", "  ./millrace upload photos/ events.ndjson visits.csv.gz"})
final class UploadCommand implements Callable<Integer> {

  private final Output output;

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files or folders.")
  private List<Path> paths = List.of();

  UploadCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    UploadPlan plan = UploadPlan.of(paths);
    String bucket;
    try (Clients clients = backend.connect();
        ProgressBar progress = output.progress()) {
      bucket = Resources.of(clients.cloudFormation(), backend).uploadsBucket();
      new Uploader(clients.s3(), bucket).upload(plan, progress);
    }
    if (format.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("bucket", bucket);
      result.put("files", plan.files().size());
      result.put("bytes", plan.bytes());
      result.put("keys", plan.files().keySet());
      output.json(result);
    } else {
      output.line(
          "Uploaded "
              + Texts.grouped(plan.files().size())
              + (plan.files().size() == 1 ? " file, " : " files, ")
              + Texts.bytes(plan.bytes())
              + ", to s3://"
              + bucket
              + "/");
    }
    return Exit.DONE;
  }
}
