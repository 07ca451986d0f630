// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.record.EventPart;
import org.jspecify.annotations.Nullable;

/**
 * What an event became.
 *
 * @param resize what to ask of transform; null when the event is no photo
 * @param traceparent of the event's producer, which goes into no item; null when there is none
 */
record Enriched(EventPart part, @Nullable ResizeRequest resize, @Nullable String traceparent) {}
