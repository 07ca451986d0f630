// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts files into the uploads bucket, several at a time. */
final class Uploader {

  private static final int AT_A_TIME = 8;

  /** The pipeline looks at the bytes; a name's ending would only be a guess. */
  private static final String BYTES = "application/octet-stream";

  private final S3Client s3;
  private final String bucket;

  Uploader(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** Uploads all; the first failure ends it. */
  void upload(UploadPlan plan, ProgressBar progress) {
    AtomicLong files = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Future<?>> puts = new ArrayList<>();
      plan.files()
          .forEach(
              (key, file) ->
                  puts.add(
                      pool.submit(
                          () -> {
                            long size = put(key, file);
                            show(progress, plan, files.incrementAndGet(), bytes.addAndGet(size));
                          })));
      try {
        for (Future<?> put : puts) {
          put.get();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandException("Interrupted after " + files.get() + " files", e);
      } catch (ExecutionException e) {
        puts.forEach(put -> put.cancel(false));
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException("A put only throws unchecked", e);
      }
    }
  }

  private long put(String key, Path file) {
    s3.putObject(r -> r.bucket(bucket).key(key).contentType(BYTES), file);
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static void show(ProgressBar progress, UploadPlan plan, long files, long bytes) {
    progress.show(
        plan.bytes() == 0 ? 1 : (double) bytes / plan.bytes(),
        "uploading: "
            + Texts.grouped(files)
            + " of "
            + Texts.grouped(plan.files().size())
            + " files, "
            + Texts.bytes(bytes));
  }
}
