// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The records of a shard in an append-only file; used under the shard's lock. */
final class ShardLog implements AutoCloseable {
  private final DataOutputStream out;
  private final List<StoredRecord> reloaded;

  private ShardLog(DataOutputStream out, List<StoredRecord> reloaded) {
    this.out = out;
    this.reloaded = reloaded;
  }

  /**
   * Opens or creates the file. What a crash left half written at its end is cut off, and records
   * older than the given time are dropped, except the last: its position is where the shard goes
   * on.
   */
  static ShardLog open(Path file, long oldestMillis) {
    try {
      List<StoredRecord> records = Files.exists(file) ? read(file) : List.of();
      List<StoredRecord> kept = new ArrayList<>();
      for (int i = 0; i < records.size(); i++) {
        if (records.get(i).arrivedAtMillis() >= oldestMillis || i == records.size() - 1) {
          kept.add(records.get(i));
        }
      }
      Path rewritten = file.resolveSibling(file.getFileName() + ".new");
      try (DataOutputStream out = writer(rewritten)) {
        for (StoredRecord entry : kept) {
          write(entry, out);
        }
      }
      Files.move(rewritten, file, StandardCopyOption.REPLACE_EXISTING);
      return new ShardLog(writer(file), kept);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
  }

  List<StoredRecord> reloaded() {
    return reloaded;
  }

  void append(StoredRecord entry) {
    try {
      write(entry, out);
      out.flush(); // to the system: a crash of this process loses nothing
    } catch (IOException e) {
      throw new UncheckedIOException("a record could not be written to the shard's file", e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataOutputStream writer(Path file) throws IOException {
    return new DataOutputStream(
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
  }

  private static void write(StoredRecord entry, DataOutputStream out) throws IOException {
    out.writeInt(entry.data().length);
    out.writeLong(entry.position());
    out.writeLong(entry.arrivedAtMillis());
    out.writeUTF(entry.partitionKey());
    out.write(entry.data());
  }

  private static List<StoredRecord> read(Path file) throws IOException {
    List<StoredRecord> records = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        int length = in.readInt();
        long position = in.readLong();
        long arrivedAt = in.readLong();
        String partitionKey = in.readUTF();
        byte[] data = in.readNBytes(length);
        if (data.length < length) {
          return records;
        }
        records.add(new StoredRecord(position, arrivedAt, partitionKey, data));
      }
    } catch (EOFException e) {
      return records; // the regular end, or a record cut short
    }
  }
}
