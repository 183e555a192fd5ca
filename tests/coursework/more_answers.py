"""Answers to one_hot and confusion_matrix as students write them: right and wrong."""

import collections

import numpy as np

from neuralnet import metrics

RIGHT = {"one_hot": [], "confusion_matrix": []}
WRONG = {"one_hot": [], "confusion_matrix": []}


def right(function):
    question = "one_hot" if "hot" in function.__name__ else "confusion_matrix"
    RIGHT[question].append(function)
    return function


def wrong(*names):
    """File a wrong answer with the names that are true of it (None: unnamed)."""

    def file(function):
        question = "one_hot" if "hot" in function.__name__ else "confusion_matrix"
        WRONG[question].append((function, set(names)))
        return function

    return file


# --- one_hot, right ----------------------------------------------------------------


@right
def hot_eye(labels, num_classes):
    return np.eye(num_classes)[labels]


@right
def hot_identity_int(labels, num_classes):
    return np.identity(num_classes, dtype=int)[labels]


@right
def hot_fancy(labels, num_classes):
    Y = np.zeros((labels.size, num_classes))
    Y[np.arange(labels.size), labels] = 1
    return Y


@right
def hot_loop(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    for i in range(len(labels)):
        Y[i][labels[i]] = 1.0
    return Y


@right
def hot_two_loops(labels, num_classes):
    out = np.empty((len(labels), num_classes))
    for i, label in enumerate(labels):
        for k in range(num_classes):
            out[i, k] = 1 if k == label else 0
    return out


@right
def hot_lists(labels, num_classes):
    return np.array([[int(k == n) for k in range(num_classes)] for n in labels])


@right
def hot_booleans(labels, num_classes):
    return labels[:, None] == np.arange(num_classes)


@right
def hot_where(labels, num_classes):
    return np.where(labels.reshape(-1, 1) == np.arange(num_classes)[None], 1.0, 0.0)


@right
def hot_float32(labels, num_classes):
    return (labels[:, np.newaxis] == np.arange(num_classes)).astype(np.float32)


@right
def hot_take(labels, num_classes):
    return np.take(np.eye(num_classes), labels, axis=0)


@right
def hot_put(labels, num_classes):
    Y = np.zeros((labels.shape[0], num_classes), dtype=np.uint8)
    np.put_along_axis(Y, labels.astype(int)[:, None], 1, axis=1)
    return Y


@right
def hot_columns(labels, num_classes):
    return np.stack([(labels == k) * 1.0 for k in range(num_classes)], axis=1)


@right
def hot_transposed_twice(labels, num_classes):
    Y = np.zeros((num_classes, len(labels)))
    Y[labels, np.arange(len(labels))] = 1
    return Y.T


@right
def hot_flat(labels, num_classes):
    flat = np.zeros(len(labels) * num_classes)
    flat[np.arange(len(labels)) * num_classes + labels.astype(np.int64)] = 1
    return flat.reshape(len(labels), num_classes)


@right
def hot_equal_outer(labels, num_classes):
    return np.equal.outer(labels, np.arange(num_classes)).astype("float64")


@right
def hot_appended(labels, num_classes):
    rows = []
    for label in labels:
        row = [0.0] * num_classes
        row[label] = 1.0
        rows.append(row)
    return np.array(rows)


@right
def hot_vstack(labels, num_classes):
    return np.vstack([np.eye(num_classes)[k] for k in labels])


@right
def hot_add_at(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    np.add.at(Y, (range(len(labels)), labels), 1)
    return Y


@right
def hot_keywords(labels, num_classes=10, *, dtype=float):
    return np.eye(num_classes, dtype=dtype)[np.asarray(labels, dtype=int).tolist()]


@right
def hot_kronecker(labels, num_classes):
    gap = np.subtract.outer(labels.astype(float), np.arange(num_classes))
    return np.maximum(0, 1 - np.abs(gap))


# --- one_hot, wrong ----------------------------------------------------------------


@wrong("labels_returned")
def hot_nothing_done(labels, num_classes):
    return labels


@wrong("labels_returned")
def hot_column(labels, num_classes):
    return labels.reshape(-1, 1)


@wrong("all_zeros")
def hot_copies(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    for row, label in zip(Y.copy(), labels, strict=True):
        row[label] = 1
    return Y


@wrong("all_ones")
def hot_ones(labels, num_classes):
    Y = np.ones((len(labels), num_classes))
    Y[np.arange(len(labels)), labels] = 1
    return Y


@wrong("whole_columns", "all_ones")
def hot_all_rows(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    Y[:, labels] = 1
    return Y


@wrong("whole_rows")
def hot_rows(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    Y[labels] = 1
    return Y


@wrong("transposed")
def hot_transposed(labels, num_classes):
    Y = np.zeros((num_classes, len(labels)))
    Y[labels, np.arange(len(labels))] = 1
    return Y


@wrong("transposed")
def hot_stacked(labels, num_classes):
    return np.array([labels == k for k in range(num_classes)])


@wrong("swapped_zero_and_one")
def hot_swapped(labels, num_classes):
    return np.where(labels[:, None] == np.arange(num_classes), 0, 1)


@wrong("swapped_zero_and_one")
def hot_not_equal(labels, num_classes):
    return (labels[:, None] != np.arange(num_classes)).astype(float)


@wrong("label_instead_of_one")
def hot_label(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    Y[np.arange(len(labels)), labels] = labels
    return Y


@wrong("label_plus_one_instead_of_one")
def hot_label_plus_one(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    for i, label in enumerate(labels):
        Y[i, label] = label + 1
    return Y


@wrong("minus_one_for_zero")
def hot_minus_one(labels, num_classes):
    return 2 * np.eye(num_classes)[labels] - 1


@wrong("counted_from_one")
def hot_from_one(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    Y[np.arange(len(labels)), labels.astype(int) - 1] = 1
    return Y


@wrong("column_too_far_right", "index_out_of_range")
def hot_too_far(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    for i in range(len(labels)):
        Y[i, labels[i] + 1] = 1
    return Y


@wrong("thermometer")
def hot_up_to(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    for i, label in enumerate(labels):
        Y[i, : label + 1] = 1
    return Y


@wrong("thermometer")
def hot_below(labels, num_classes):
    return (np.arange(num_classes) < labels[:, None]) * 1


@wrong("identity")
def hot_only_eye(labels, num_classes):
    return np.eye(num_classes)


@wrong("identity")
def hot_rectangular_eye(labels, num_classes):
    return np.eye(len(labels), num_classes)


@wrong("only_one_image")
def hot_return_in_loop(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    for i in range(len(labels)):
        Y[i, labels[i]] = 1
        return Y


@wrong("only_one_image")
def hot_one_row(labels, num_classes):
    for label in labels:
        row = np.zeros(num_classes)
        row[label] = 1
    return row


@wrong("an_image_left_out")
def hot_from_second(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    for i in range(1, len(labels)):
        Y[i, labels[i]] = 1
    return Y


@wrong("an_image_left_out")
def hot_without_last(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    for i in range(len(labels) - 1):
        Y[i, labels[i]] = 1
    return Y


@wrong("counts")
def hot_counts(labels, num_classes):
    return np.bincount(labels, minlength=num_classes)


@wrong("flattened")
def hot_flattened(labels, num_classes):
    return np.eye(num_classes)[labels].flatten()


@wrong("one_column_too_many")
def hot_too_wide(labels, num_classes):
    return np.eye(num_classes + 1)[labels]


@wrong("one_column_too_few", "index_out_of_range")
def hot_too_narrow(labels, num_classes):
    return (labels[:, None] == np.arange(num_classes - 1)).astype(float)


@wrong("ten_columns")
def hot_ten(labels, num_classes):
    Y = np.zeros((len(labels), 10))
    Y[np.arange(len(labels)), labels] = 1
    return Y


@wrong("columns_from_the_labels")
def hot_from_maximum(labels, num_classes):
    return np.eye(labels.max() + 1)[labels]


@wrong("columns_from_the_labels")
def hot_from_different(labels, num_classes):
    return (labels[:, None] == np.unique(labels)).astype(float)


@wrong("returns_list")
def hot_list(labels, num_classes):
    return [[float(k == n) for k in range(num_classes)] for n in labels]


@wrong("returns_none")
def hot_forgets_return(labels, num_classes):
    Y = np.zeros((len(labels), num_classes))
    Y[np.arange(len(labels)), labels] = 1


@wrong("prints_result")
def hot_prints(labels, num_classes):
    print(np.eye(num_classes)[labels])


@wrong("changes_argument")
def hot_changes(labels, num_classes):
    Y = np.eye(num_classes)[labels]
    labels[:] = 0
    return Y


@wrong(None)
def hot_half(labels, num_classes):
    return 0.5 * np.eye(num_classes)[labels]


@wrong(None)
def hot_sorted(labels, num_classes):
    return np.eye(num_classes)[np.sort(labels)][::-1]


# --- confusion_matrix, right -------------------------------------------------------


@right
def matrix_package(labels, predictions, num_classes):
    return metrics.confusion_matrix(labels, predictions, num_classes)


@right
def matrix_loop(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    for i in range(len(labels)):
        matrix[labels[i], predictions[i]] += 1
    return matrix


@right
def matrix_zip(labels, predictions, num_classes):
    matrix = np.zeros([num_classes] * 2, dtype=int)
    for truth, answer in zip(labels, predictions, strict=True):
        matrix[truth][answer] += 1
    return matrix


@right
def matrix_add_at(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=np.int64)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


@right
def matrix_indicators(labels, predictions, num_classes):
    eye = np.eye(num_classes)
    return (eye[labels].T @ eye[predictions]).astype(int)


@right
def matrix_product(labels, predictions, num_classes):
    return np.eye(num_classes)[labels].T @ np.eye(num_classes)[predictions]


@right
def matrix_einsum(labels, predictions, num_classes):
    eye = np.eye(num_classes, dtype=int)
    return np.einsum("nj,nk->jk", eye[labels], eye[predictions])


@right
def matrix_bincount(labels, predictions, num_classes):
    cells = labels.astype(int) * num_classes + predictions
    return np.bincount(cells, minlength=num_classes**2).reshape(num_classes, -1)


@right
def matrix_histogram(labels, predictions, num_classes):
    edges = np.arange(num_classes + 1) - 0.5
    return np.histogram2d(labels, predictions, bins=(edges, edges))[0]


@right
def matrix_sums(labels, predictions, num_classes):
    k = range(num_classes)
    return np.array(
        [[np.sum((labels == i) & (predictions == j)) for j in k] for i in k]
    )


@right
def matrix_rows(labels, predictions, num_classes):
    return np.stack(
        [
            np.bincount(predictions[labels == j], minlength=num_classes)
            for j in range(num_classes)
        ]
    )


@right
def matrix_counter(labels, predictions, num_classes):
    counts = collections.Counter(
        zip(labels.tolist(), predictions.tolist(), strict=True)
    )
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    for pair, count in counts.items():
        matrix[pair] = count
    return matrix


@right
def matrix_unique(labels, predictions, num_classes):
    pairs, counts = np.unique(
        np.stack([labels, predictions]), axis=1, return_counts=True
    )
    matrix = np.zeros((num_classes, num_classes), dtype=np.int32)
    matrix[pairs[0], pairs[1]] = counts
    return matrix


@right
def matrix_while(labels, predictions, num_classes):
    matrix, n = np.zeros((num_classes, num_classes), int), 0
    while n < len(labels):
        matrix[int(labels[n])][int(predictions[n])] += 1
        n += 1
    return matrix


@right
def matrix_nested_lists(labels, predictions, num_classes):
    rows = [[0] * num_classes for _ in range(num_classes)]
    for t, p in zip(labels, predictions, strict=True):
        rows[t][p] += 1
    return np.array(rows)


@right
def matrix_transposed_twice(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    np.add.at(matrix, (predictions, labels), 1)
    return matrix.transpose()


@right
def matrix_float32(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=np.float32)
    for t, p in zip(labels, predictions, strict=True):
        matrix[t, p] += 1
    return matrix


@right
def matrix_masks(labels, predictions, num_classes):
    k = np.arange(num_classes)
    truth, answer = labels[:, None] == k, predictions[:, None] == k
    return (truth[:, :, None] & answer[:, None, :]).sum(axis=0)


@right
def matrix_bytes(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=np.uint16)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


@right
def matrix_ravel(labels, predictions, num_classes):
    shape = (num_classes, num_classes)
    cells = np.ravel_multi_index((labels.astype(int), predictions.astype(int)), shape)
    return np.bincount(cells, minlength=num_classes * num_classes).reshape(shape)


# --- confusion_matrix, wrong -------------------------------------------------------


@wrong("all_zeros")
def matrix_zeros(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    for t, p in zip(labels, predictions, strict=True):
        matrix[t, p] + 1
    return matrix


@wrong("transposed")
def matrix_transposed(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    for i in range(len(labels)):
        matrix[predictions[i], labels[i]] += 1
    return matrix


@wrong("transposed")
def matrix_wrong_product(labels, predictions, num_classes):
    eye = np.eye(num_classes)
    return eye[predictions].T @ eye[labels]


@wrong("counts_each_pair_once")
def matrix_buffered(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    matrix[labels, predictions] += 1
    return matrix


@wrong("counts_each_pair_once")
def matrix_sets(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    for t, p in zip(labels, predictions, strict=True):
        matrix[t, p] = 1
    return matrix


@wrong("only_right_answers")
def matrix_only_right(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    for t, p in zip(labels, predictions, strict=True):
        if t == p:
            matrix[t, p] += 1
    return matrix


@wrong("only_wrong_answers")
def matrix_only_wrong(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    for t, p in zip(labels, predictions, strict=True):
        if t != p:
            matrix[t, p] += 1
    return matrix


@wrong("diagonal_returned")
def matrix_diagonal(labels, predictions, num_classes):
    return np.bincount(labels[labels == predictions], minlength=num_classes)


@wrong("truth_against_truth")
def matrix_truth(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    for t in labels:
        matrix[t, t] += 1
    return matrix


@wrong("answers_against_answers")
def matrix_answers(labels, predictions, num_classes):
    Y = np.eye(num_classes)[predictions]
    return Y.T @ Y


@wrong("shares_of_rows")
def matrix_shares(labels, predictions, num_classes):
    matrix = matrix_loop(labels, predictions, num_classes)
    return matrix / matrix.sum(axis=1, keepdims=True)


@wrong("shares_of_rows")
def matrix_shares_of_columns(labels, predictions, num_classes):
    matrix = matrix_loop(labels, predictions, num_classes)
    return matrix / matrix.sum(axis=0)


@wrong("shares_of_all")
def matrix_shares_of_all(labels, predictions, num_classes):
    return matrix_loop(labels, predictions, num_classes) / len(labels)


@wrong("accuracy_returned")
def matrix_accuracy(labels, predictions, num_classes):
    return (labels == predictions).mean()


@wrong("accuracy_returned")
def matrix_hits(labels, predictions, num_classes):
    return sum(t == p for t, p in zip(labels, predictions, strict=True))


@wrong("starts_from_one")
def matrix_from_ones(labels, predictions, num_classes):
    matrix = np.ones((num_classes, num_classes))
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


@wrong("an_image_left_out")
def matrix_from_second(labels, predictions, num_classes):
    return matrix_loop(labels[1:], predictions[1:], num_classes)


@wrong("an_image_left_out")
def matrix_without_last(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), int)
    for i in range(len(labels) - 1):
        matrix[labels[i], predictions[i]] += 1
    return matrix


@wrong("returns_in_the_loop")
def matrix_returns_early(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), int)
    for t, p in zip(labels, predictions, strict=True):
        matrix[t, p] += 1
        return matrix


@wrong("returns_in_the_loop")
def matrix_made_anew(labels, predictions, num_classes):
    for t, p in zip(labels, predictions, strict=True):
        matrix = np.zeros((num_classes, num_classes), int)
        matrix[t, p] += 1
    return matrix


@wrong("only_first_classes", "index_out_of_range")
def matrix_first_classes(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), int)
    for i in range(min(num_classes, len(labels))):
        matrix[labels[i], predictions[i]] += 1
    return matrix


@wrong("symmetric")
def matrix_symmetric(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), int)
    for t, p in zip(labels, predictions, strict=True):
        matrix[t, p] += 1
        matrix[p, t] += 1
    return matrix


@wrong("counts_every_image_twice")
def matrix_twice(labels, predictions, num_classes):
    return 2 * matrix_loop(labels, predictions, num_classes)


@wrong("flattened")
def matrix_flat(labels, predictions, num_classes):
    cells = labels.astype(int) * num_classes + predictions
    return np.bincount(cells, minlength=num_classes**2)


@wrong("counted_from_one")
def matrix_from_one(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), int)
    for t, p in zip(labels.astype(int), predictions.astype(int), strict=True):
        matrix[t - 1, p - 1] += 1
    return matrix


@wrong("one_class_too_many")
def matrix_too_large(labels, predictions, num_classes):
    return matrix_loop(labels, predictions, num_classes + 1)


@wrong("ten_classes")
def matrix_ten(labels, predictions, num_classes):
    matrix = np.zeros((10, 10))
    for t, p in zip(labels, predictions, strict=True):
        matrix[t, p] += 1
    return matrix


@wrong("counts_of_classes")
def matrix_counts(labels, predictions, num_classes):
    return np.array([np.sum(labels == k) for k in range(num_classes)])


@wrong("size_from_the_labels")
def matrix_from_maximum(labels, predictions, num_classes):
    size = labels.max() + 1
    return matrix_loop(labels, predictions, size)


@wrong("size_from_the_labels")
def matrix_from_different(labels, predictions, num_classes):
    classes = np.union1d(labels, predictions)
    return np.array(
        [[np.sum((labels == j) & (predictions == k)) for k in classes] for j in classes]
    )


@wrong("bincount_too_short")
def matrix_short(labels, predictions, num_classes):
    cells = labels.astype(int) * num_classes + predictions
    return np.bincount(cells).reshape(num_classes, num_classes)


@wrong("bytes_overflow")
def matrix_overflow(labels, predictions, num_classes):
    cells = num_classes * labels + predictions
    counts = np.bincount(cells, minlength=num_classes**2)
    return counts.reshape(num_classes, num_classes)


@wrong("returns_none")
def matrix_none(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    np.add.at(matrix, (labels, predictions), 1)


@wrong("returns_list")
def matrix_list(labels, predictions, num_classes):
    return matrix_loop(labels, predictions, num_classes).tolist()


@wrong("changes_argument")
def matrix_changes(labels, predictions, num_classes):
    matrix = matrix_loop(labels, predictions, num_classes)
    predictions.sort()
    return matrix


@wrong(None)
def matrix_squared(labels, predictions, num_classes):
    return matrix_loop(labels, predictions, num_classes) ** 2
