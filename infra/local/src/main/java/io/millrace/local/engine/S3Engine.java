// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.engine;

import io.millrace.local.LocalCloudException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3Proxy in this process, over a directory: one folder per bucket, one file per object. */
public final class S3Engine implements AutoCloseable {
  private final S3Proxy proxy;
  private final FilesystemNio2BlobStore store;

  private S3Engine(S3Proxy proxy, FilesystemNio2BlobStore store) {
    this.proxy = proxy;
    this.store = store;
  }

  public static S3Engine start(Path directory) {
    try {
      Files.createDirectories(directory);
      FilesystemNio2BlobStore store =
          new FilesystemNio2BlobStore(directory.toAbsolutePath().toString());
      S3Proxy proxy =
          S3Proxy.builder()
              .blobStore(store)
              // signatures are the gateway's business; aws-chunked bodies are decoded either way
              .awsAuthentication(AuthenticationType.NONE, null, null)
              .ignoreUnknownHeaders(true)
              .stopTimeout(0)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .build();
      run("started", proxy::start);
      return new S3Engine(proxy, store);
    } catch (IOException e) {
      throw new LocalCloudException("S3 cannot use " + directory + ": " + e.getMessage(), e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  @Override
  public void close() {
    try {
      run("stopped", proxy::stop);
    } finally {
      store.close();
    }
  }

  private interface Step {
    void take() throws Exception;
  }

  /** Start and stop declare any Exception: a task keeps it, so that nothing else is caught. */
  private static void run(String what, Step step) {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              step.take();
              return true;
            });
    task.run();
    if (task.state() == Future.State.FAILED) {
      Throwable cause = task.exceptionNow();
      throw new LocalCloudException(
          "S3Proxy could not be " + what + ": " + cause.getMessage(), cause);
    }
  }
}
