/** Random Java programs, made from a seed. */
package hotpath.launcher.random;
