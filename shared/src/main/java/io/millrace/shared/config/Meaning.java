// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a setting means, on the constant of its key: a sentence without its full stop for the
 * configuration page, with the unit. Default and range are not repeated here; the page asks the
 * code for them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Meaning {
  String value();
}
