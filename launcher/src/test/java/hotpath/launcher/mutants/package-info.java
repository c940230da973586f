/** Programs of spoiled class files, and what {@code java} makes of them. */
package hotpath.launcher.mutants;
