// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.TableChange;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Decided;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Stage;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import java.util.ArrayList;
import java.util.List;

/** Archives what was accepted and announces photos when they appear. Thread-safe. */
final class PublishStage implements Stage<TableChange, Publication> {

  private final Archive archive;
  private final PhotoBus bus;
  private final int maxDetailBytes;

  PublishStage(Archive archive, PhotoBus bus, int maxDetailBytes) {
    this.archive = archive;
    this.bus = bus;
    this.maxDetailBytes = maxDetailBytes;
  }

  @Override
  public List<Outcome<Publication>> decide(TableChange record) {
    return List.of(Outcome.accepted(Publication.of(Images.of(record))));
  }

  @Override
  public Counts commit(List<Decided<TableChange, Publication>> slice) {
    List<Part> accepted = new ArrayList<>();
    List<PhotoPart> photos = new ArrayList<>();
    for (Decided<TableChange, Publication> decided : slice) {
      for (Outcome<Publication> outcome : decided.outcomes()) {
        if (outcome instanceof Accepted<Publication>(Publication publication)
            && publication.part() != null) {
          accepted.add(publication.part());
          if (publication.appeared() && publication.part() instanceof PhotoPart photo) {
            photos.add(photo);
          }
        }
      }
    }
    archive.write(sequence(slice.getFirst()), sequence(slice.getLast()), accepted);
    bus.announce(PhotosReady.details(photos, maxDetailBytes));
    return Counts.done(accepted.size(), 0, slice.size() - accepted.size());
  }

  private static String sequence(Decided<TableChange, Publication> decided) {
    return decided.input().sequenceNumber();
  }

  /** The whole batch at once: few objects, few announcements. */
  @Override
  public int sliceSize() {
    return Integer.MAX_VALUE;
  }
}
