// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.proof.RecordsTable.Key;
import io.millrace.proof.RecordsTable.Who;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import io.millrace.sink.Mutant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Pipelines that are wrong in one way each, kept so that the properties are seen to catch them. */
enum PipelineMutant {
  /** The real thing. */
  NONE,
  /** What is received counts as done before it is. */
  ACKNOWLEDGE_FIRST,
  /** A stream's batch counts as done although the answer names a failure in it. */
  WHOLE_BATCH_ACKNOWLEDGED,
  /** The ledger's transaction does not ask for the revision it read. */
  NO_FENCE,
  /** The marks of all shards stand in one book. */
  NO_SHARD_IN_MARKS,
  /** Redrive hands a batch back under a shard of its own. */
  REDRIVE_FORGETS_SHARD,
  /** What the service removed because its time was up is subtracted. */
  EXPIRY_IS_DELETION,
  /** Enrich writes the whole record, so that a repeat takes transform's part away. */
  LATE_ENRICH_OVERWRITES,
  /** A reject is written whatever stands there. */
  REJECT_OVERWRITES,
  /** An object that can't be had now counts as gone. */
  REJECT_INSTEAD_OF_RETRY,
  /** A rendition that can't be put now is left out. */
  RENDITION_LEFT_OUT;

  Mutant ledger() {
    return switch (this) {
      case NO_FENCE -> Mutant.NO_FENCE;
      case NO_SHARD_IN_MARKS -> Mutant.NO_SHARD;
      default -> Mutant.NONE;
    };
  }

  /** A function that answers which of its inputs failed. */
  <R> R answer(Supplier<R> function, R nothingFailed, boolean stream) {
    if (this == ACKNOWLEDGE_FIRST) {
      try {
        var _ = function.get();
      } catch (Death e) {
        // Whoever acknowledged first does not notice.
        return nothingFailed;
      }
      return nothingFailed;
    }
    R answer = function.get();
    return this == WHOLE_BATCH_ACKNOWLEDGED && stream ? nothingFailed : answer;
  }

  String redriven(String shard) {
    return this == REDRIVE_FORGETS_SHARD ? "redrive-of-" + shard : shard;
  }

  Blobs uploadBlobs(Blobs blobs) {
    return this == REJECT_INSTEAD_OF_RETRY ? new ChangedBlobs(blobs) : blobs;
  }

  Blobs resizeBlobs(Blobs blobs) {
    return switch (this) {
      case REJECT_INSTEAD_OF_RETRY -> new ChangedBlobs(blobs);
      case RENDITION_LEFT_OUT ->
          new ChangedBlobs(blobs) {
            @Override
            public Optional<Blob> open(String bucket, String key, String etag, long from) {
              return blobs.open(bucket, key, etag, from);
            }

            @Override
            public void put(String bucket, String key, String type, byte[] body) {
              try {
                blobs.put(bucket, key, type, body);
              } catch (UnavailableException | IllegalStateException e) {
                // Left out.
              }
            }
          };
      default -> blobs;
    };
  }

  /** Buckets of which an object that can't be had now counts as gone. */
  private static class ChangedBlobs implements Blobs {

    private final Blobs blobs;

    ChangedBlobs(Blobs blobs) {
      this.blobs = blobs;
    }

    @Override
    public Optional<Blob> open(String bucket, String key, String etag, long from) {
      try {
        return blobs.open(bucket, key, etag, from);
      } catch (UnavailableException e) {
        return Optional.empty();
      }
    }

    @Override
    public void put(String bucket, String key, String type, byte[] body) {
      blobs.put(bucket, key, type, body);
    }
  }

  RecordStore records(RecordsTable table) {
    return switch (this) {
      case REJECT_OVERWRITES ->
          new Changed(table) {
            @Override
            public void reject(Collection<RejectPart> parts) {
              parts.forEach(part -> table.put(part.fields()));
            }
          };
      case LATE_ENRICH_OVERWRITES ->
          new Changed(table) {
            @Override
            public void accept(Collection<? extends Part> parts) {
              table.accept(parts);
              parts.stream()
                  .filter(part -> part.part().equals(Part.EVENT))
                  .forEach(part -> table.remove(new Key(part.id(), Part.PHOTO), Who.STAGE));
            }
          };
      default -> table;
    };
  }

  /** A table that does what another does, but for one thing. */
  private static class Changed implements RecordStore {

    private final RecordsTable table;

    Changed(RecordsTable table) {
      this.table = table;
    }

    @Override
    public void accept(Collection<? extends Part> parts) {
      table.accept(parts);
    }

    @Override
    public void reject(Collection<RejectPart> parts) {
      table.reject(parts);
    }

    @Override
    public List<Part> parts(String id) {
      return table.parts(id);
    }
  }
}
