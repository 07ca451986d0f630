// SPDX-License-Identifier: Apache-2.0
/**
 * The AWS stack of Millrace, in CDK for Java: one class per kind of resource, one template out.
 *
 * <p>Here: what is deployed, how it is named and who may do what. Not here: assets, custom
 * resources or anything else that would make the deployed template differ from the committed golden
 * one; no code of a stage.
 */
@NullMarked
package io.millrace.cdk;

import org.jspecify.annotations.NullMarked;
