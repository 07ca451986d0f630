// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.proof.Samples.Event;
import io.millrace.shared.batch.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes uploads and stream records of good and wrong inputs. */
final class Producer {

  private static final int MAX_LINES = 7;
  private static final int MAX_PACKED = 4;

  private final Random random;
  private final Samples samples;

  Producer(Random random) {
    this.random = random;
    this.samples = new Samples(random);
  }

  Upload upload() {
    return switch (random.nextInt(12)) {
      case 0 -> new Upload(Upload.Kind.EMPTY, new byte[0], List.of(), 1);
      case 1 -> new Upload(Upload.Kind.UNSUPPORTED, Bytes.of("%PDF-1.7 no"), List.of(), 1);
      case 2, 3, 4, 5, 6 -> photo();
      case 7, 8 -> csv();
      default -> ndjson();
    };
  }

  private Upload photo() {
    byte[] body = samples.photo();
    boolean broken = Bytes.text(body).contains("broken");
    return new Upload(broken ? Upload.Kind.BROKEN_PHOTO : Upload.Kind.PHOTO, body, List.of(), 1);
  }

  private Upload ndjson() {
    List<Input> inputs = new ArrayList<>();
    // What an upload is, its first byte tells.
    inputs.add(goodLine());
    for (int i = random.nextInt(MAX_LINES); i > 0; i--) {
      inputs.add(
          switch (random.nextInt(9)) {
            case 0 -> new Input.Wrong(Reason.MALFORMED_JSON, "{\"id\":\"1\",\"time\":");
            case 1 ->
                new Input.Wrong(Reason.MISSING_ATTRIBUTE, "{\"id\":\"1\",\"source\":\"shop\"}");
            case 2 -> new Input.Wrong(Reason.INVALID_ATTRIBUTE, "{\"time\":\"yesterday\"}");
            case 3 -> new Input.Wrong(Reason.MALFORMED_UTF8, "{\"time\":\"\u00FF\"}");
            case 4 -> new Input.Blank();
            default -> goodLine();
          });
    }
    byte[] body = Bytes.of(lines(inputs));
    return new Upload(
        Upload.Kind.EVENTS, random.nextInt(3) == 0 ? Bytes.gzip(body) : body, inputs, 1);
  }

  private Input goodLine() {
    if (random.nextInt(4) == 0) {
      Event event = samples.nameless();
      return new Input.Good(event, event.plain());
    }
    Event event = samples.event();
    return new Input.Good(event, random.nextBoolean() ? event.plain() : event.cloudEvent());
  }

  private Upload csv() {
    List<Input> inputs = new ArrayList<>();
    for (int i = random.nextInt(MAX_LINES); i >= 0; i--) {
      inputs.add(
          switch (random.nextInt(7)) {
            case 0 -> new Input.Wrong(Reason.MALFORMED_CSV, "too,few");
            case 1 -> new Input.Wrong(Reason.MISSING_ATTRIBUTE, "1,shop,order,,,");
            case 2 -> new Input.Blank();
            default -> row();
          });
    }
    byte[] body = Bytes.of(Event.CSV_HEADER + "\n" + lines(inputs));
    return new Upload(
        Upload.Kind.EVENTS, random.nextInt(3) == 0 ? Bytes.gzip(body) : body, inputs, 2);
  }

  private Input row() {
    Event event = random.nextInt(4) == 0 ? samples.nameless() : samples.event();
    return new Input.Good(event, event.row());
  }

  private static String lines(List<Input> inputs) {
    return inputs.stream().map(Input::text).collect(Collectors.joining("\n", "", "\n"));
  }

  /** The inputs of one stream record, in their order. */
  List<Input> streamRecord() {
    if (random.nextInt(12) == 0) {
      return List.of(new Input.Wrong(Reason.MALFORMED_UTF8, "{\"id\":\"\u00FF\"}"));
    }
    List<Input> inputs = new ArrayList<>();
    for (int i = random.nextInt(MAX_PACKED); i >= 0; i--) {
      inputs.add(packed());
    }
    if (random.nextInt(6) == 0) {
      inputs.add(new Input.Wrong(Reason.MALFORMED_JSON, "{\"id\":"));
    }
    return inputs;
  }

  private Input packed() {
    Event event = samples.event();
    return switch (random.nextInt(12)) {
      case 0 -> new Input.Wrong(Reason.MALFORMED_JSON, "[1,2]");
      case 1 -> {
        String text = event.cloudEvent().replaceFirst(",\"type\":\"[a-z]*\"", "");
        yield new Input.WrongButNamed(
            Reason.MISSING_ATTRIBUTE, event.source(), String.valueOf(event.id()), text);
      }
      case 2 -> {
        String text =
            """
            {"specversion":"1.0","id":"%s","source":"phantom","type":"io.millrace.photo.uploaded",\
            "time":"%s","data":%s}"""
                .formatted(event.id(), Samples.START, Reference.photoData("gone", "0", 1));
        yield new Input.Phantom(String.valueOf(event.id()), Samples.START, text);
      }
      default -> new Input.Good(event, event.cloudEvent());
    };
  }

  /** One record that holds the inputs. */
  byte[] pack(List<Input> inputs) {
    String separator = random.nextBoolean() ? "\n" : "";
    return Bytes.of(inputs.stream().map(Input::text).collect(Collectors.joining(separator)));
  }
}
